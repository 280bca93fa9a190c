import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { SidecarSettings } from '../../../src-shared/schemas/sidecar.ts'
import { NO_MARKS } from '../store/marks.ts'
import type { AgreedMarks, SidecarRow } from '../store/sidecars.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'
import type { SidecarBatch } from '../xmp/sidecar.ts'
import { mergeMarks, saidOf, type MarkSides } from './marks.ts'
import { isProvenanceAsLeft, provenanceOf } from './provenance.ts'

/** What is known of a photo before its sidecar is looked at. */
export interface KnownPhoto {
  photoId: number
  /** whole paths of the photo, and of the folder of the library that it is in */
  place: { photo: string; root: string }
  /** tags that the photo itself says */
  inside: ReadonlySet<string>
  tags: TagRow[]
  /** stars, flag and colour: by the user's and the sidecar's word, and what the photo itself says */
  marks: Pick<MarkSides, 'here' | 'inside'>
  /** what the last sync left */
  base: SidecarRow | undefined
}

/** What the library knows of these photos, in their order; photos that are not in it are left out. */
export function knownPhotos(photoIds: readonly number[], store: Store): KnownPhoto[] {
  const places = store.photos.places(photoIds)
  const tags = store.tags.ofPhotos(photoIds)
  const bases = store.sidecars.ofPhotos(photoIds)
  const marks = store.marks.ofPhotos(photoIds)
  return photoIds.flatMap((photoId) => {
    const found = places.get(photoId)
    if (!found) return []
    const { rootPath, path, keywords, rating, colour } = found
    return {
      photoId,
      place: { photo: join(rootPath, path), root: rootPath },
      inside: new Set(keywords ? (JSON.parse(keywords) as string[]) : []),
      tags: tags.get(photoId) ?? [],
      marks: { here: marks.get(photoId) ?? NO_MARKS, inside: { rating, colour } },
      base: bases.get(photoId),
    }
  })
}

/** The tags that go out. */
export function writtenTags(tags: readonly TagRow[], { automatic }: SidecarSettings): TagRow[] {
  return tags.filter(({ state }) => state !== 'rejected' && (automatic || state !== 'automatic'))
}

/**
 * Whether a sync has nothing to do with a photo, which is seen without reading its sidecar: neither that nor what is said
 * here changed since the last one, or there is none and the photo says all of it itself. IO if its folder cannot be read.
 */
export async function isSettled(
  { place, inside, tags, marks, base }: KnownPhoto,
  settings: SidecarSettings,
  batch: SidecarBatch,
): Promise<boolean> {
  const written = writtenTags(tags, settings)
  if (settings.marks && marksToWrite(marks, base?.marks ?? null)) return false
  if (!base) {
    const isFromPhoto = written.every(({ path, state }) => state === 'imported' && inside.has(path))
    return isFromPhoto && !(await batch.has(place))
  }
  const isAgreed = !base.open && sameTags(base, written) && sameMarks(base, marks)
  const isSaid = isAgreed && isProvenanceAsLeft(provenanceOf(tags, settings, base), base)
  return isSaid && batch.isAsLeft(place, base)
}

/** Whether stars or a colour wait to be written, as far as can be told without a look into the sidecar. */
function marksToWrite(marks: KnownPhoto['marks'], agreed: AgreedMarks | null): boolean {
  const { write } = mergeMarks({ ...marks, agreed, there: agreed?.sidecar ?? null }, () => undefined)
  return Object.keys(write).length > 0
}

/** Photos that are looked at together: one question to the database, their files beside each other. */
const TOGETHER = 256

/** Goes through photos in their order: answers those that a sync has to look into, and how many are settled beside them. */
export async function* unsettledPhotos(
  photoIds: readonly number[],
  batch: SidecarBatch,
  { store, settings }: { store: Store; settings: () => SidecarSettings },
): AsyncGenerator<{ open: number[]; settled: number }> {
  for (let first = 0; first < photoIds.length; first += TOGETHER) {
    const these = photoIds.slice(first, first + TOGETHER)
    const current = settings()
    const settled = new Set<number>()
    await Promise.all(
      knownPhotos(these, store).map(async (known) => {
        // what cannot be looked at is told where the photo's turn comes
        if (await isSettled(known, current, batch).catch(() => false)) settled.add(known.photoId)
      }),
    )
    yield { open: these.filter((id) => !settled.has(id)), settled: settled.size }
  }
}

/** Whether the user says of stars and colours what was said at the last sync. */
const sameMarks = (base: SidecarRow, { here, inside }: KnownPhoto['marks']): boolean =>
  base.marks !== null && isDeepStrictEqual(saidOf(here, inside), base.marks.said)

function sameTags(base: SidecarRow, written: readonly TagRow[]): boolean {
  const agreed = new Set(base.tags)
  return agreed.size === written.length && written.every(({ path }) => agreed.has(path))
}
