import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LumitagError, toErrorData } from '../../../src-shared/errors.ts'
import type { SidecarChange, SidecarPreview } from '../../../src-shared/schemas/sidecar.ts'
import { parseTagPath } from '../../../src-shared/tagPath.ts'
import type { EmbeddedMetadata } from '../inference/embeddedMetadata.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import type { Store } from '../store/store.ts'
import type { SidecarBatch, SidecarPlan } from '../xmp/sidecar.ts'

export interface ExportDependencies {
  store: Store
  /** plans and writes sidecars; a new one for each run */
  openBatch(): SidecarBatch
  embedded(photo: string): Promise<EmbeddedMetadata>
  now: () => number
}

interface Export {
  photoId: number
  photo: string
  /** the tags that the sidecar should carry from now on */
  tags: string[]
  plan: SidecarPlan
}

/** What a photo's sidecar should say: accepted, imported and automatic tags; and what it said for us and should not any more. */
async function planPhoto(
  photoId: number,
  batch: SidecarBatch,
  { store, embedded }: ExportDependencies,
): Promise<Export> {
  const row = store.photos.get(photoId)
  if (!row) throw new LumitagError('NOT_FOUND', `There is no photo ${photoId} in the library.`)
  const photo = join(row.rootPath, row.path)
  if (!existsSync(photo)) throw new LumitagError('FILE_MISSING', 'The photo is not there at present.')
  const tags = store.tags
    .ofPhoto(photoId)
    .filter(({ state }) => state !== 'rejected')
    .map(({ path }) => path)
  const before = store.sidecars.get(photoId)?.tags ?? []
  const removed = before.filter((path) => !tags.includes(path))
  const plan = await batch.plan({
    photo,
    add: tags.map(parseTagPath),
    remove: removed.map(parseTagPath),
    embedded: () => embedded(photo),
  })
  return { photoId, photo, tags, plan }
}

/** A dry run: what would be written, and what would be refused and why. */
export async function previewExport(
  photoIds: readonly number[],
  dependencies: ExportDependencies,
): Promise<SidecarPreview> {
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
  const { path: sidecar, action, added, removed } = plan
  return { photoId, photo, sidecar, action, added, removed, problem: null }
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
    problem: toErrorData(error),
  }
}

/** Writes the sidecars of photos, one after the other. A photo that cannot be written is noted, and the run goes on. */
export async function exportTags(
  context: JobContext<{ photoIds: number[] }>,
  dependencies: ExportDependencies,
): Promise<JobOutcome> {
  const { store, now } = dependencies
  const { photoIds } = context.parameters
  const result = { written: 0, created: 0, unchanged: 0, failed: 0 }
  const batch = dependencies.openBatch()
  const total = photoIds.length
  try {
    for (const [index, photoId] of photoIds.entries()) {
      await context.turn()
      try {
        const { plan, tags } = await planPhoto(photoId, batch, dependencies)
        if (plan.action === 'none') result.unchanged++
        else {
          const { path, sha256, size, mtimeMs } = await batch.write(plan)
          store.sidecars.put({
            photoId,
            path,
            sha256,
            bytes: size,
            modifiedAt: mtimeMs,
            tags,
            writtenAt: now(),
          })
          result.written++
          if (plan.action === 'create') result.created++
        }
      } catch (error) {
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
