import type { DuplicateGroup } from '../../../src-shared/schemas/duplicates.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Store } from '../store/store.ts'

/** The photo of a group that is proposed to be kept, and what speaks for it first. */
export function bestOf(
  group: readonly number[],
  photos: PresentPhotos,
  store: Store,
): { best: number; why: DuplicateGroup['why'] } {
  const facts = group.map((position) => {
    const { width = 0, height = 0 } = store.photos.get(photos.ids[position]!) ?? {}
    return {
      position,
      // a decision of the user's counts more than anything that can be measured
      rating: photos.ratings[position]!,
      pixels: (width ?? 0) * (height ?? 0),
      bytes: photos.bytes[position]!,
      earliest: -photos.times[position]!,
    }
  })
  const reasons = ['rating', 'pixels', 'bytes', 'earliest'] as const
  const [best, next] = facts.sort((a, b) => {
    const reason = reasons.find((one) => a[one] !== b[one])
    return reason ? b[reason] - a[reason] : photos.ids[a.position]! - photos.ids[b.position]!
  })
  return { best: best!.position, why: reasons.find((one) => best![one] !== next![one]) ?? 'same' }
}
