import type { LabelPreview } from '../../../src-shared/schemas/label.ts'
import { unknownWords } from './describe.ts'
import type { LabelDependencies } from './labels.ts'
import { best, countFrom, histogram } from './scores.ts'

/** Bins of the histogram, and photos shown beside it. */
const BINS = 50
const BEST_SHOWN = 60

export type Previews = (
  prompts: readonly string[],
  automatic: number | null,
  suggestion: number | null,
) => Promise<LabelPreview>

/** The whole library scored against prompts that are still being typed. Nothing is stored. */
export function createPreviews({ scorer, readings, scoring, present }: LabelDependencies): Previews {
  return async (prompts, automaticBar, suggestionBar) => {
    const query = await scorer.trial({ prompts: [...prompts] })
    const photos = present()
    const own = { [scoring().model.id]: { automatic: automaticBar, suggestion: suggestionBar } }
    const draft = { name: '', contents: [], own, mode: 'automatic', scope: null, learns: false } as const
    const { values, force, score } = readings.read({ ...draft, contents: [] }, query, photos)
    const automatic = countFrom(values, force.automatic)
    const edges = Float64Array.from({ length: BINS - 1 }, (_, bin) => scorer.reach((bin + 1) / BINS))
    return {
      scored: countFrom(values, -Infinity),
      automatic,
      suggested: countFrom(values, force.suggestion) - automatic,
      histogram: scoring().model.scoring === 'sigmoid' ? histogram(values, edges) : [],
      best: best(values, BEST_SHOWN).map((position) => ({
        id: photos.ids[position]!,
        version: photos.contentIds[position]!,
        score: score(values.at(position)),
      })),
      unknownWords: unknownWords(prompts, scoring()),
    }
  }
}
