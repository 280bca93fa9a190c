import { toErrorData, type ErrorCode } from '../../../src-shared/errors.ts'
import type {
  Classification,
  ClassificationInput,
  LabelReading,
  Reading,
} from '../../../src-shared/schemas/classification.ts'
import { logitOf, sigmoid, softmax } from '../../../src-shared/score.ts'
import type { ActiveModel, ModelService } from '../models/models.ts'
import { dot } from '../vectors/combine.ts'
import type { PhotoEmbeddings } from './photoEmbeddings.ts'
import type { Words, WordVectors } from './wordVectors.ts'

/** These are about a model, not about the photo. */
const THE_MODELS_FAULT = new Set<ErrorCode>([
  'MODEL_MISSING',
  'MODEL_FOLDER_INVALID',
  'MODEL_INCOMPATIBLE',
  'TOKENIZER_INVALID',
  'INFERENCE_FAILED',
])
/** The labels as they are written, and nothing around them. */
const PLAIN = ['{}']

export interface ClassifierDependencies {
  models: ModelService
  photoEmbedding: PhotoEmbeddings
  wordVectors: WordVectors
}

/** What models say about one photo and some labels. Rejects with what is wrong with the photo. */
export type Classifier = (input: ClassificationInput, signal?: AbortSignal) => Promise<Classification>

/**
 * Single photos against words that are only tried. Everything happens one after the other: towers are large, and of what
 * is asked letter by letter only the last question is still wanted when its turn comes.
 */
export function createClassifier({
  models,
  photoEmbedding,
  wordVectors,
}: ClassifierDependencies): Classifier {
  async function read(id: string, { photo, labels, asWritten }: ClassificationInput): Promise<Reading> {
    const model = await models.get(id)
    const started = performance.now()
    const templates = asWritten ? PLAIN : model.templates
    const { vector, stored } = await photoEmbedding(photo, model)
    const words = await wordVectors(model, labels, templates)
    const { name, source, scoring, exactScale } = model
    return {
      model: { id, name, source, scoring, exactScale },
      templates: [...templates],
      labels: readLabels(model, vector, words),
      stored,
      milliseconds: performance.now() - started,
    }
  }

  async function answer(input: ClassificationInput, signal?: AbortSignal): Promise<Classification> {
    const wanted = input.models.length > 0 ? [...new Set(input.models)] : [models.active().id]
    const readings: Reading[] = []
    const failed: Classification['failed'] = []
    let wrongWithPhoto: Error | undefined
    for (const id of wanted) {
      signal?.throwIfAborted()
      try {
        readings.push(await read(id, input))
      } catch (error) {
        const problem = toErrorData(error)
        if (!THE_MODELS_FAULT.has(problem.code)) wrongWithPhoto ??= error as Error
        failed.push({ id, ...problem })
      }
    }
    // a photo whose drive is not there can still be read by the model that the library has its embedding of
    if (readings.length === 0 && wrongWithPhoto) throw wrongWithPhoto
    return { readings, failed }
  }

  let before: Promise<unknown> = Promise.resolve()
  return (input, signal) => {
    const asked = before.then(() => answer(input, signal))
    before = asked.catch(() => undefined)
    return asked
  }
}

/** The formulas of SIGLIP2.md section 4, for one photo. */
export function readLabels(
  { scale, scoring, words: vocabulary }: Pick<ActiveModel, 'scale' | 'scoring' | 'words'>,
  photo: Float32Array,
  words: readonly Words[],
): LabelReading[] {
  const cosines = words.map(({ vector }) => dot(photo, vector))
  const logits = cosines.map((cosine) => logitOf(cosine, scale))
  const shares = softmax(logits)
  return words.map(({ label, texts }, index) => ({
    label,
    texts,
    cosine: cosines[index]!,
    logit: logits[index]!,
    score: scoring === 'sigmoid' ? sigmoid(logits[index]!) : null,
    share: shares[index]!,
    unknownWords: vocabulary?.unknownWords(label) ?? [],
  }))
}
