import { logitOf, softmax } from '../../../src-shared/score.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { LabelRow } from '../store/labels.ts'
import type { Scorer } from './scorer.ts'

/**
 * How the choice between the labels of each exclusive group falls on one photo: softmax over what each scores by itself.
 * By label; those without a group are left out. A share is no score: of labels that all fit badly one still has the most.
 */
export async function sharesOf(
  labels: readonly LabelRow[],
  position: number,
  photos: PresentPhotos,
  scorer: Scorer,
): Promise<Map<number, number>> {
  const grouped = labels.filter(({ exclusive }) => exclusive !== null)
  if (grouped.length === 0) return new Map()
  // each by itself: as contrasts of one another they would count twice
  const queries = await scorer.queries(grouped.map((label) => ({ ...label, exclusive: null })))
  const { scale } = scorer.model()
  const logits = queries.map((query) => logitOf(scorer.scores(query, photos).at(position), scale))
  const groups = Map.groupBy(grouped.keys(), (at) => grouped[at]!.exclusive)
  return new Map(
    groups.values().flatMap((members) => {
      const shares = softmax(members.map((at) => logits[at]!))
      return members.map((at, index) => [grouped[at]!.id, shares[index]!] as const)
    }),
  )
}
