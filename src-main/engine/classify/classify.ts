import { toErrorData, type ErrorCode } from '../../../src-shared/errors.ts'
import type {
  Classification,
  ClassificationInput,
  LabelReading,
  Reading,
} from '../../../src-shared/schemas/classification.ts'
import { logitOf, sigmoid, softmax } from '../../../src-shared/score.ts'
import type { ActiveModel, ModelService } from '../models/models.ts'
import type { PhotoEmbeddings } from './photoEmbeddings.ts'
import type { Words, WordVectors } from './wordVectors.ts'

/** These are about a model, and the others can still read; everything else is about the photo. */
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

/** Answers what models say about one photo and some labels. Rejects with what is wrong with the photo. */
export type Classifier = (input: ClassificationInput, signal?: AbortSignal) => Promise<Classification>

/** Single photos against words that are only tried. Models read one after the other: towers are large. */
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

  return async (input, signal) => {
    const wanted = input.models.length > 0 ? [...new Set(input.models)] : [models.active().id]
    const answer: Classification = { readings: [], failed: [] }
    for (const id of wanted) {
      signal?.throwIfAborted()
      try {
        answer.readings.push(await read(id, input))
      } catch (error) {
        const problem = toErrorData(error)
        if (!THE_MODELS_FAULT.has(problem.code)) throw error
        answer.failed.push({ id, ...problem })
      }
    }
    return answer
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

/** The cosine, as both are of length one. */
function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!
  return sum
}
