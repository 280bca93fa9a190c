import type { DuplicateGroup } from '../../../src-shared/schemas/duplicates.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Store } from '../store/store.ts'

/** A thumbnail tells no smaller differences: from this part of the sharpest on, photos are equally sharp. */
const AS_SHARP = 0.9
/** Versions of fewer pixels than this part of the most are not asked: scaling down makes sharp. */
const AS_LARGE = 0.5

/**
 * The photo of a group that is proposed to be kept, and what speaks for it first. `sharpness` by photo: where it is not
 * known of all, it does not count.
 */
export function bestOf(
  group: readonly number[],
  photos: PresentPhotos,
  store: Store,
  sharpness: ReadonlyMap<number, number>,
): { best: number; why: DuplicateGroup['why'] } {
  const pixels = group.map((position) => {
    const { width, height } = store.photos.get(photos.ids[position]!) ?? {}
    return (width ?? 0) * (height ?? 0)
  })
  const most = Math.max(...pixels)
  const isKnown = group.every((position) => sharpness.has(photos.ids[position]!))
  const isLarge = pixels.map((one) => one >= AS_LARGE * most)
  const measured = group.map((position, at) =>
    isKnown && isLarge[at] ? sharpness.get(photos.ids[position]!)! : 0,
  )
  const sharpest = Math.max(...measured)
  const facts = group.map((position, at) => ({
    position,
    // decisions of the user's count more than anything that can be measured
    flag: photos.flags[position]!,
    rating: photos.ratings[position]!,
    large: Number(isLarge[at]!),
    sharp: Number(measured[at]! >= AS_SHARP * sharpest),
    pixels: pixels[at]!,
    bytes: photos.bytes[position]!,
    earliest: -photos.times[position]!,
  }))
  const reasons = ['flag', 'rating', 'large', 'sharp', 'pixels', 'bytes', 'earliest'] as const
  const [best, next] = facts.sort((a, b) => {
    const reason = reasons.find((one) => a[one] !== b[one])
    return reason ? b[reason] - a[reason] : photos.ids[a.position]! - photos.ids[b.position]!
  })
  const why = reasons.find((one) => best![one] !== next![one]) ?? 'same'
  return { best: best!.position, why: why === 'large' ? 'pixels' : why }
}
