import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { SidecarSettings, SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import { formatTagPath, parseTagPath } from '../../../src-shared/tagPath.ts'
import type { EmbeddedMetadata } from '../inference/embeddedMetadata.ts'
import type { SidecarRow } from '../store/sidecars.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'
import { isProvenanceAsLeft, provenanceOf } from './provenance.ts'
import type { ConflictCode, Settle } from '../xmp/conflicts.ts'
import { keyOf, mergeTags, type Base, type Merged } from '../xmp/merge.ts'
import type { ReadOptions, SidecarTags } from '../xmp/read.ts'
import type { SidecarBatch, SidecarPlan } from '../xmp/sidecar.ts'

export interface SyncDependencies {
  store: Store
  settings: () => SidecarSettings
  embedded(photo: string): Promise<EmbeddedMetadata>
  /** all tags of a sidecar; `known` are those the app holds */
  read(sidecar: Uint8Array, known: readonly string[][], options: ReadOptions): SidecarTags
  now: () => number
}

/** One photo's sync, worked out in full; nothing has been written. */
export interface PhotoSync {
  photoId: number
  photo: string
  /** tags here, before */
  tags: TagRow[]
  base: SidecarRow | undefined
  plan: SidecarPlan
  /** as of the plan's last reading of the file */
  merged: () => Merged
}

const nothing: Merged = {
  add: [],
  remove: [],
  imports: [],
  drops: [],
  held: [],
  left: [],
  conflicts: [],
}

/**
 * What a sync would do to a photo; null where it would do nothing, which is known without reading the sidecar if neither
 * it nor the tags changed since the last one. Refusals are thrown: XMP.md section 8.
 */
export async function planPhoto(
  photoId: number,
  request: SyncRequest,
  batch: SidecarBatch,
  { store, settings, embedded, read, now }: SyncDependencies,
): Promise<PhotoSync | null> {
  const row = store.photos.get(photoId)
  if (!row) throw new LumitagError('NOT_FOUND', `There is no photo ${photoId} in the library.`)
  const place = { photo: join(row.rootPath, row.path), root: row.rootPath }
  const tags = store.tags.ofPhoto(photoId)
  const current = settings()
  const { automatic, allWords, people, deleteEmpty } = current
  const written = tags.filter(({ state }) => state !== 'rejected' && (automatic || state !== 'automatic'))
  const ours = written.map(({ path }) => parseTagPath(path))
  const base = store.sidecars.get(photoId)
  const provenance = provenanceOf(tags, current, base)
  // what a photo says itself needs no sidecar
  const inside = new Set(row.keywords ? (JSON.parse(row.keywords) as string[]) : [])
  const isFromPhoto = written.every(({ path, state }) => state === 'imported' && inside.has(path))
  if (!base && isFromPhoto && !(await batch.has(place))) return null
  const isAgreed = base && !base.open && sameTags(base, written) && isProvenanceAsLeft(provenance, base)
  if (isAgreed && (await batch.isAsLeft(place, base))) return null
  if (!existsSync(place.photo)) throw new LumitagError('FILE_MISSING', 'The photo is not there at present.')

  const rejected = tags.filter(({ state }) => state === 'rejected').map(({ path }) => parseTagPath(path))
  const takenOut = store.sidecars.takenOut(photoId, now()).map(parseTagPath)
  const settle = choicesOf(request, photoId)
  let merged = nothing
  const plan = await batch.plan({
    ...place,
    add: request.direction === 'import' ? [] : ours,
    remove: [],
    deleteEmpty: deleteEmpty && base?.made === true,
    embedded: async () => (request.unseeded ? {} : embedded(place.photo)),
    merge(sidecar, path, second) {
      // another file, or one that was deleted and begun anew, has agreed to nothing
      const agreed = base && sidecar && base.path === path ? baseOf(base) : null
      const known = [...ours, ...(agreed?.tags ?? [])]
      const theirs = sidecar ? read(sidecar, known, { people }) : { tags: [], lists: {} }
      // a second sidecar is looked into once: it is nobody's to write, so what is taken out here would stay there
      const more = second && !agreed ? tagsIfReadable(() => read(second, ours, { people })) : []
      // ">" inside a segment cannot be told from the border of two here: such a tag stays where it is, unseen
      const visible = [...theirs.tags, ...more].filter((tag) => !tag.some((segment) => segment.includes('>')))
      merged = mergeTags(
        { ours, rejected, takenOut, base: agreed, theirs: { ...theirs, tags: visible } },
        settle,
      )
      if (request.direction === 'import') return { add: [], remove: [] }
      return { ...merged, allWords, ...(provenance && { provenance }) }
    },
  })
  return { photoId, photo: place.photo, tags, base, plan, merged: () => merged }
}

function tagsIfReadable(read: () => SidecarTags): string[][] {
  try {
    return read().tags
  } catch {
    return []
  }
}

function sameTags(base: SidecarRow, written: readonly TagRow[]): boolean {
  const agreed = new Set(base.tags)
  return agreed.size === written.length && written.every(({ path }) => agreed.has(path))
}

function baseOf(row: SidecarRow): Base {
  return {
    tags: row.tags.map(parseTagPath),
    lists: row.lists,
    left: row.leftThere.map(({ code, path }) => ({ code: code as ConflictCode, tag: parseTagPath(path) })),
  }
}

function choicesOf({ choices, all }: SyncRequest, photoId: number): Settle {
  const own = choices.filter((choice) => choice.photoId === photoId)
  return (code, tag) => {
    const key = tag && keyOf(tag)
    const choice = own.find(
      (other) => other.code === code && (other.tag === null ? null : keyOf(parseTagPath(other.tag))) === key,
    )
    return choice?.choice ?? all ?? undefined
  }
}

/** Tags as people read them. */
export const pathsOf = (tags: readonly (readonly string[])[]): string[] => tags.map(formatTagPath)
