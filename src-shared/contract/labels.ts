import { z } from 'zod'
import { call } from '../rpc.ts'
import { byId, nothing } from './inputs.ts'
import { evaluation, evaluationRequest } from '../schemas/evaluation.ts'
import { prompts } from '../schemas/formula.ts'
import { label, labelChange, labelInput, labelPack, labelPreview } from '../schemas/label.ts'

/** Labels: what the user wrote, and what it finds. */
export const labelsContract = {
  'labels.list': call(nothing, z.array(label)),
  /** Makes the label, its smart album, and the automatic tags that follow from it. */
  'labels.add': call(labelInput, label),
  'labels.update': call(z.object({ id: z.int(), change: labelChange }), label),
  /** Removes the label, its smart album and its automatic tags; what the user accepted or rejected stays. */
  'labels.remove': call(byId, nothing),
  'labels.preview': call(
    z.object({
      prompts,
      automatic: z.number().nullable().default(null),
      suggestion: z.number().nullable().default(null),
    }),
    labelPreview,
  ),
  /** Measures how well labels fit photos that were sorted into folders by what they show. Changes nothing. */
  'labels.evaluate': call(evaluationRequest, evaluation),
  'labels.packs': call(nothing, z.array(labelPack)),
  /** Adds the labels of a pack that are not there yet. */
  'labels.addPack': call(z.object({ name: z.string() }), z.array(label)),
}
