import { setImmediate as othersFirst } from 'node:timers/promises'
import type { DuplicateGroup, DuplicatesFound } from '../../../src-shared/schemas/duplicates.ts'
import type { Inference } from '../inference/client.ts'
import type { Scoring } from '../labels/scoring.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Store } from '../store/store.ts'
import { bestOf } from './bestOf.ts'
import { candidates } from './buckets.ts'
import { likenessOf } from './likeness.ts'
import { createSharpness } from './sharpness.ts'
import { createUnion } from './union.ts'

/** Photos of one camera this close in time (milliseconds) are a burst where they are alike. */
const BURST_MS = 10_000
const BURST_LOOKED_AT = 30
/** Parts of the usual distance between two photos (`likeness.ts`). */
const ALIKE_IN_BURST = 0.35
const NEAR = 0.06
/** Shapes of versions of one photo differ by rounding. */
const SAME_SHAPE = 0.02
const TURN_MS = 20

export interface DuplicateDependencies {
  store: Store
  scoring: () => Scoring
  present: () => PresentPhotos
  inference: Inference
  dataDir: string
}

/** Finds photos of which one would do: copies, near duplicates and bursts. Nothing is changed by it. */
export function createDuplicates({
  store,
  scoring,
  present,
  inference,
  dataDir,
}: DuplicateDependencies): () => Promise<DuplicatesFound> {
  const sharpness = createSharpness(store, inference, dataDir)
  let known:
    | { photos: PresentPhotos; vectors: Scoring['vectors']; size: number; found: Promise<DuplicatesFound> }
    | undefined

  async function find(photos: PresentPhotos, vectors: Scoring['vectors']): Promise<DuplicatesFound> {
    const rows = vectors.rowsOf(photos.contentIds)
    const { distance } = likenessOf(vectors)
    const union = createUnion(photos.count)
    joinCopies(photos, union.join)
    joinBursts(photos, rows, distance, union.join)

    const positions = new Int32Array(vectors.size).fill(-1)
    rows.forEach((row, position) => row >= 0 && (positions[row] = position))
    let begun = performance.now()
    for await (const bucket of candidates(vectors)) {
      const there = bucket.map((row) => positions[row]!).filter((position) => position >= 0)
      for (const [index, one] of there.entries())
        for (const other of there.slice(index + 1))
          if (sameShape(photos, one, other) && distance(rows[one]!, rows[other]!) <= NEAR)
            union.join(one, other)
      if (performance.now() - begun < TURN_MS) continue
      await othersFirst()
      begun = performance.now()
    }
    const found = union.groups().map((group) => ({ group, kind: kindOf(group, photos) }))
    // copies are all equally sharp
    const differ = found.filter(({ kind }) => kind !== 'copies').flatMap(({ group }) => group)
    const sharp = await sharpness(differ.map((position) => photos.ids[position]!))
    const groups = found.map(({ group, kind }): DuplicateGroup => {
      const { best, why } = bestOf(group, photos, store, sharp)
      const { ids, contentIds } = photos
      return {
        kind,
        photos: group.map((position) => ({ id: ids[position]!, version: contentIds[position]! })),
        best: ids[best]!,
        why,
      }
    })
    return { groups, compared: rows.filter((row) => row >= 0).length }
  }

  return () => {
    const [photos, { vectors }] = [present(), scoring()]
    if (known?.photos !== photos || known.vectors !== vectors || known.size !== vectors.size) {
      known = { photos, vectors, size: vectors.size, found: find(photos, vectors) }
      // what fails is tried anew
      known.found.catch(() => (known = undefined))
    }
    return known.found
  }
}

type Join = (one: number, other: number) => void

function joinCopies({ contentIds, count }: PresentPhotos, join: Join): void {
  const firsts = new Map<number, number>()
  for (let position = 0; position < count; position++) {
    const contentId = contentIds[position]!
    const first = firsts.get(contentId)
    if (first !== undefined) join(first, position)
    else if (contentId > 0) firsts.set(contentId, position)
  }
}

/** Display order is order of time, so that only neighbours are compared. */
function joinBursts(
  photos: PresentPhotos,
  rows: Int32Array,
  distance: (row: number, other: number) => number,
  join: Join,
): void {
  for (let position = 0; position < photos.count; position++) {
    if (rows[position]! < 0 || photos.captured[position] !== 1) continue
    for (let other = position + 1; other <= position + BURST_LOOKED_AT && other < photos.count; other++) {
      if (!inBurst(photos, position, other)) break
      if (rows[other]! >= 0 && distance(rows[position]!, rows[other]!) <= ALIKE_IN_BURST)
        join(position, other)
    }
  }
}

const inBurst = ({ times, captured, cameras }: PresentPhotos, one: number, other: number): boolean =>
  captured[other] === 1 &&
  cameras[one] === cameras[other] &&
  Math.abs(times[one]! - times[other]!) <= BURST_MS

const sameShape = ({ aspects }: PresentPhotos, one: number, other: number): boolean =>
  Math.abs(aspects[one]! / aspects[other]! - 1) <= SAME_SHAPE

function kindOf(group: readonly number[], photos: PresentPhotos): DuplicateGroup['kind'] {
  const { contentIds } = photos
  if (group.every((position) => contentIds[position] === contentIds[group[0]!])) return 'copies'
  return group.slice(1).every((position, at) => inBurst(photos, group[at]!, position)) ? 'burst' : 'near'
}
