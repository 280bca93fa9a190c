import { existsSync } from 'node:fs'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { SidecarSettings, SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import { formatTagPath, parseTagPath } from '../../../src-shared/tagPath.ts'
import type { EmbeddedMetadata } from '../inference/embeddedMetadata.ts'
import type { MarkRow } from '../store/marks.ts'
import type { SidecarRow } from '../store/sidecars.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'
import { mergeMarks, type MergedMarks } from './marks.ts'
import { provenanceOf } from './provenance.ts'
import { isSettled, knownPhotos, writtenTags, type KnownPhoto } from './settled.ts'
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
  /** stars and colours before */
  known: KnownPhoto['marks']
  /** as of the plan's last reading of the file */
  merged: () => Merged
  marks: () => MergedMarks
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
  const { place, tags, base, marks: knownMarks } = known
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
  const writesMarks = current.marks && request.direction !== 'import'
  let merged = nothing
  let marks = mergeMarks({ ...knownMarks, agreed: null, there: null }, settle)
  const plan = await batch.plan({
    ...place,
    add: request.direction === 'import' ? [] : ours,
    remove: [],
    ...(writesMarks && { marks: marks.write }),
    deleteEmpty: deleteEmpty && base?.made === true,
    embedded: async () => (request.unseeded ? {} : embedded(place.photo)),
    merge(sidecar, path, second) {
      // another file, or one that was deleted and begun anew, has agreed to nothing
      const agreed = base && sidecar && base.path === path ? baseOf(base) : null
      const known = [...ours, ...(agreed?.tags ?? [])]
      const theirs = sidecar ? read(sidecar, known, { people }) : { tags: [], lists: {}, marks: null }
      // a second sidecar is looked into once: it is nobody's to write, so what is taken out here would stay there
      const more = second && !agreed ? ifReadable(() => read(second, ours, { people })) : null
      const here = withSecond(knownMarks.here, more)
      marks = mergeMarks({ ...knownMarks, here, agreed: agreed && base!.marks, there: theirs.marks }, settle)
      // ">" inside a segment cannot be told from the border of two here: such a tag stays where it is, unseen
      const visible = [...theirs.tags, ...(more?.tags ?? [])].filter(
        (tag) => !tag.some((segment) => segment.includes('>')),
      )
      merged = mergeTags(
        { ours, rejected, takenOut, base: agreed, theirs: { ...theirs, tags: visible } },
        settle,
        keyOf,
      )
      if (request.direction === 'import') return { add: [], remove: [] }
      return {
        ...merged,
        allWords,
        ...(provenance && { provenance }),
        ...(writesMarks && { marks: marks.write }),
      }
    },
  })
  return {
    ...{ photoId, photo: place.photo, tags, base, plan, known: knownMarks },
    merged: () => merged,
    marks: () => marks,
  }
}

/** A second sidecar's stars and colour hold where nothing else of other programs does. */
const withSecond = (here: MarkRow, second: SidecarTags | null): MarkRow => ({
  ...here,
  sidecarRating: here.sidecarRating ?? second?.marks.rating ?? null,
  sidecarColour: here.sidecarColour ?? second?.marks.colour ?? null,
})

function ifReadable(read: () => SidecarTags): SidecarTags | null {
  try {
    return read()
  } catch {
    return null
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
