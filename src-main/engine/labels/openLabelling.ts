import type { Evaluation, EvaluationRequest } from '../../../src-shared/schemas/evaluation.ts'
import type { Inference } from '../inference/client.ts'
import { createAutomaticTags } from '../tagging/automatic.ts'
import { evaluate } from './evaluation/evaluate.ts'
import { createLabels, type LabelDependencies, type LabelService } from './labels.ts'
import { openScores } from './openScores.ts'
import { createPreviews, type Previews } from './preview.ts'
import { createSpelling } from './spelling.ts'

export interface Labelling extends LabelDependencies {
  labels: LabelService
  preview: Previews
  evaluate(request: EvaluationRequest): Promise<Evaluation>
}

/** Everything about labels, for the model in use. */
export function openLabelling(
  given: Omit<LabelDependencies, 'scorer' | 'readings' | 'automatic' | 'spelling'> & {
    inference: Inference
    /** whether the model in use only stands in for another one */
    isStandIn: () => boolean
  },
): Labelling {
  const { store, inference, scoring, present, isStandIn, now } = given
  const { scorer, readings } = openScores(store, inference, scoring)
  const automatic = createAutomaticTags(store, scorer, readings, scoring, present, isStandIn, now)
  const spelling = createSpelling(inference, () => scoring().model)
  const all: LabelDependencies = { ...given, scorer, readings, automatic, spelling }
  return {
    ...all,
    labels: createLabels(all),
    preview: createPreviews(all),
    evaluate: (request) => evaluate(request, all),
  }
}
