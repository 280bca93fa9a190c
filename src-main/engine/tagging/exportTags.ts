import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LumitagError, toErrorData } from '../../../src-shared/errors.ts'
import type { PhotoSource } from '../../../src-shared/schemas/photo.ts'
import type { SidecarChange, SidecarPreview } from '../../../src-shared/schemas/sidecar.ts'
import { formatTagPath, parseTagPath } from '../../../src-shared/tagPath.ts'
import type { EmbeddedMetadata } from '../inference/embeddedMetadata.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import type { Store } from '../store/store.ts'
import type { SidecarBatch, SidecarPlan } from '../xmp/sidecar.ts'

export interface ExportDependencies {
  store: Store
  /** the photos of a source that have, or had, tags for a sidecar */
  photosOf(source: PhotoSource): Promise<number[]>
  /** plans and writes sidecars; a new one for each run */
  openBatch(): SidecarBatch
  embedded(photo: string): Promise<EmbeddedMetadata>
  /** all tags of a sidecar; `known` are those the app holds */
  readTags(sidecar: Uint8Array, known: readonly string[][]): string[][]
  now: () => number
}

interface Export {
  photoId: number
  photo: string
  /** tags that only the sidecar has, or would start with: of other programs, or from inside the photo */
  foreign: string[]
  plan: SidecarPlan
}

/**
 * What a photo's sidecar should say: accepted, imported and automatic tags, the tags that other programs put there, and
 * no more what it said for us and is not true now.
 */
async function planPhoto(
  photoId: number,
  batch: SidecarBatch,
  dependencies: ExportDependencies,
): Promise<Export> {
  const { store, embedded, readTags } = dependencies
  const row = store.photos.get(photoId)
  if (!row) throw new LumitagError('NOT_FOUND', `There is no photo ${photoId} in the library.`)
  const photo = join(row.rootPath, row.path)
  if (!existsSync(photo)) throw new LumitagError('FILE_MISSING', 'The photo is not there at present.')
  const decided = store.tags.ofPhoto(photoId)
  const ours = decided.filter(({ state }) => state !== 'rejected').map(({ path }) => path)
  const before = store.sidecars.get(photoId)?.tags ?? []
  const plan = (tags: readonly string[]): Promise<SidecarPlan> =>
    batch.plan({
      photo,
      root: row.rootPath,
      add: tags.map(parseTagPath),
      remove: before.filter((path) => !ours.includes(path)).map(parseTagPath),
      embedded: () => embedded(photo),
    })

  const own = await plan(ours)
  const sidecar = own.after ?? own.before?.bytes
  const known = new Set(decided.map(({ path }) => path))
  const foreign = (sidecar ? readTags(sidecar, ours.map(parseTagPath)) : [])
    // ">" inside a segment cannot be told from the border of two here: such a tag stays where it is, unseen
    .filter((path) => !path.some((segment) => segment.includes('>')))
    .map(formatTagPath)
    .filter((path) => !known.has(path))
  return { photoId, photo, foreign, plan: foreign.length > 0 ? await plan([...ours, ...foreign]) : own }
}

/** A dry run: what would be written, and what would be refused and why. */
export async function previewExport(
  source: PhotoSource,
  dependencies: ExportDependencies,
): Promise<SidecarPreview> {
  const photoIds = await dependencies.photosOf(source)
  const preview: SidecarPreview = { create: 0, change: 0, unchanged: 0, refuse: 0, changes: [] }
  const batch = dependencies.openBatch()
  for (const photoId of photoIds) {
    const change = await planPhoto(photoId, batch, dependencies).then(describe, (error: unknown) =>
      refusal(photoId, error, dependencies.store),
    )
    if (!change) preview.unchanged++
    else {
      preview[change.action]++
      preview.changes.push(change)
    }
  }
  return preview
}

function describe({ photoId, photo, plan }: Export): SidecarChange | undefined {
  if (plan.action === 'none') return undefined
  const { path: sidecar, action, added, removed, notices } = plan
  return { photoId, photo, sidecar, action, added, removed, notices, problem: null }
}

function refusal(photoId: number, error: unknown, store: Store): SidecarChange {
  const row = store.photos.get(photoId)
  const photo = row ? join(row.rootPath, row.path) : `photo ${photoId}`
  return {
    photoId,
    photo,
    sidecar: null,
    action: 'refuse',
    added: [],
    removed: [],
    notices: [],
    problem: toErrorData(error),
  }
}

/** Takes in foreign tags, writes the sidecar if it changes, and remembers what both agree on from now on. */
async function writePhoto(
  { photoId, foreign, plan }: Export,
  batch: SidecarBatch,
  { store, now }: ExportDependencies,
): Promise<void> {
  const written = plan.action === 'none' ? undefined : await batch.write(plan)
  const at = now()
  store.transaction(() => {
    for (const path of foreign) store.tags.putIfNew({ ...imported, photoId, path, at })
    if (!written) return
    const agreed = store.tags.ofPhoto(photoId).filter(({ state }) => state !== 'rejected')
    store.sidecars.put({
      photoId,
      path: written.path,
      sha256: written.sha256,
      bytes: written.size,
      modifiedAt: written.mtimeMs,
      tags: agreed.map(({ path }) => path),
      writtenAt: at,
    })
  })
}

const imported = {
  state: 'imported',
  source: 'sidecar',
  labelId: null,
  model: null,
  promptHash: null,
  score: null,
  threshold: null,
} as const

/** Writes the sidecars of photos, one after the other. A photo that cannot be written is noted, and the run goes on. */
export async function exportTags(
  context: JobContext<{ source: PhotoSource }>,
  dependencies: ExportDependencies,
): Promise<JobOutcome> {
  const { store } = dependencies
  const photoIds = await dependencies.photosOf(context.parameters.source)
  const result = { written: 0, created: 0, unchanged: 0, failed: 0 }
  const batch = dependencies.openBatch()
  const total = photoIds.length
  try {
    for (const [index, photoId] of photoIds.entries()) {
      await context.turn()
      try {
        const planned = await planPhoto(photoId, batch, dependencies)
        await writePhoto(planned, batch, dependencies)
        if (planned.plan.action === 'none') result.unchanged++
        else result.written++
        if (planned.plan.action === 'create') result.created++
      } catch (error) {
        await context.turn() // what fails because Lumitag closes is no problem of the photo
        result.failed++
        const { photo: path, problem } = refusal(photoId, error, store)
        context.problem({ path, photoId, ...problem! })
      }
      context.progress({ done: index + 1, total, failed: result.failed })
    }
  } finally {
    await batch.close()
  }
  return { result }
}
