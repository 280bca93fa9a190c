import type { DuplicateGroup } from '../../../src-shared/schemas/duplicates.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Store } from '../store/store.ts'

/** A thumbnail tells no smaller differences: from this part of the sharpest on, photos are equally sharp. */
const AS_SHARP = 0.9

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
  const measured = group.map((position) => sharpness.get(photos.ids[position]!))
  const sharpest = measured.includes(undefined) ? NaN : Math.max(...(measured as number[]))
  const facts = group.map((position, at) => {
    const { width = 0, height = 0 } = store.photos.get(photos.ids[position]!) ?? {}
    return {
      position,
      // a decision of the user's counts more than anything that can be measured
      rating: photos.ratings[position]!,
      sharp: Number(measured[at]! >= AS_SHARP * sharpest),
      pixels: (width ?? 0) * (height ?? 0),
      bytes: photos.bytes[position]!,
      earliest: -photos.times[position]!,
    }
  })
  const reasons = ['rating', 'sharp', 'pixels', 'bytes', 'earliest'] as const
  const [best, next] = facts.sort((a, b) => {
    const reason = reasons.find((one) => a[one] !== b[one])
    return reason ? b[reason] - a[reason] : photos.ids[a.position]! - photos.ids[b.position]!
  })
  return { best: best!.position, why: reasons.find((one) => best![one] !== next![one]) ?? 'same' }
}
