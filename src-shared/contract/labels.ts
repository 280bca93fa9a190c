import { z } from 'zod'
import { call, stream } from '../rpc.ts'
import { byId, nothing } from './inputs.ts'
import { languages } from '../languages.ts'
import { evaluation, evaluationRequest } from '../schemas/evaluation.ts'
import { label, labelChange, labelInput, labelPack } from '../schemas/label.ts'
import { labelDraft, labelPreview } from '../schemas/labelPreview.ts'
import { photoId } from '../schemas/photo.ts'
import { nearestMarks, whyProgress, whyRequest } from '../schemas/why.ts'

const anyLanguage = z.enum(languages).optional()

/** Labels: what the user wrote, and what it finds. */
export const labelsContract = {
  'labels.list': call(nothing, z.array(label)),
  /** Makes the label, its smart album, and the automatic tags that follow from it. */
  'labels.add': call(labelInput, label),
  'labels.update': call(z.object({ id: z.int(), change: labelChange }), label),
  /** Removes the label, its smart album and its automatic tags; what the user accepted or rejected stays. */
  'labels.remove': call(byId, nothing),
  /** The whole library scored against a label that is still being written; nothing is stored. */
  'labels.preview': call(labelDraft, labelPreview),
  /** Where in a photo a label, or words that are only tried, are seen. Stopped by whoever stops listening. */
  'labels.why': stream(whyRequest, whyProgress),
  /** The photos that a photo is most like, among those that were accepted and rejected for a label. */
  'labels.nearest': call(z.object({ photoId, labelId: z.int() }), nearestMarks),
  /** Measures how well labels fit photos that were sorted into folders by what they show. Changes nothing. */
  'labels.evaluate': call(evaluationRequest, evaluation),
  /** The packs that come with the program, their labels named in a language; English without one. */
  'labels.packs': call(z.object({ language: anyLanguage }), z.array(labelPack)),
  /** Adds the labels of a pack that are not there yet. */
  'labels.addPack': call(z.object({ name: z.string(), language: anyLanguage }), z.array(label)),
  /** Labels as a file for other libraries; all of them, or some. */
  'labels.exportPack': call(z.object({ ids: z.array(z.int()).min(1).optional() }), labelPack),
  /** Adds the labels of a pack's text. Those whose name is taken are left out, and named. */
  'labels.importPack': call(
    z.object({ text: z.string().max(10_000_000) }),
    z.object({ added: z.array(label), leftOut: z.array(z.string()) }),
  ),
}
