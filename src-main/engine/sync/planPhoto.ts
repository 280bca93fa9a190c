import { existsSync } from 'node:fs'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { SidecarSettings, SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import { formatTagPath, parseTagPath } from '../../../src-shared/tagPath.ts'
import type { EmbeddedMetadata } from '../inference/embeddedMetadata.ts'
import type { SidecarRow } from '../store/sidecars.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'
import { provenanceOf } from './provenance.ts'
import { isSettled, knownPhotos, writtenTags } from './settled.ts'
import type { ConflictCode, Settle } from '../xmp/conflicts.ts'
import { keyFor, mergeTags, type Base, type KeyOf, type Merged } from '../xmp/merge.ts'
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
  const [known] = knownPhotos([photoId], store)
  if (!known) throw new LumitagError('NOT_FOUND', `There is no photo ${photoId} in the library.`)
  const { place, tags, base } = known
  const current = settings()
  if (await isSettled(known, current, batch)) return null
  if (!existsSync(place.photo)) throw new LumitagError('FILE_MISSING', 'The photo is not there at present.')

  const { allWords, people, deleteEmpty } = current
  const provenance = provenanceOf(tags, current, base)
  const ours = writtenTags(tags, current).map(({ path }) => parseTagPath(path))
  const rejected = tags.filter(({ state }) => state === 'rejected').map(({ path }) => parseTagPath(path))
  const takenOut = store.sidecars.takenOut(photoId, now()).map(parseTagPath)
  const keyOf = keyFor(current)
  const settle = choicesOf(request, photoId, keyOf)
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
        keyOf,
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

function baseOf(row: SidecarRow): Base {
  return {
    tags: row.tags.map(parseTagPath),
    lists: row.lists,
    left: row.leftThere.map(({ code, path }) => ({ code: code as ConflictCode, tag: parseTagPath(path) })),
  }
}

function choicesOf({ choices, all }: SyncRequest, photoId: number, keyOf: KeyOf): Settle {
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
