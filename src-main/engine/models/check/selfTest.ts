import { LumitagError } from '../../../../src-shared/errors.ts'
import type { Finding } from '../../../../src-shared/schemas/modelCheck.ts'
import type { Inference } from '../../inference/client.ts'
import { goldenPictures } from '../../inference/golden/pictures.ts'
import { goldenCaptions, goldenTexts } from '../../inference/golden/texts.ts'
import type { ModelFolder } from '../modelFolder.ts'
import { agreement } from './agreement.ts'
import { compareWithCheckpoint } from './checkpoint.ts'
import { runGoldenPictures, type GoldenRun } from './golden.ts'
import { comparePrecisions } from './precision.ts'
import { compareWithReference, SUBJECTS } from './reference.ts'
import { vocabularyFindings } from './textLimits.ts'
import { distance } from './vectors.ts'

export interface SelfTest {
  dimensions: number
  findings: Finding[]
  golden: GoldenRun
  /** files of smaller precision that lost too much */
  refused: string[]
}

/** On one computer the same input gives the same numbers, up to the order in which threads add them. */
const SAME = 1e-5
/** Numbers that differ by no more than rounding: two inputs gave one answer. */
const ROUNDING = 1e-6
/** In standard deviations. Towers of different models stay below in 998 of 1000 trials; the starter reaches 7. */
const LEAST_AGREEMENT = 3

/**
 * Runs both towers on golden pictures and texts and says what that shows. Rejects where a tower does not run at all: it
 * cannot be loaded, the two differ in width, or the tokenizer gives ids that the text tower does not know. Whatever else
 * is wrong is a finding.
 */
export async function selfTest(folder: ModelFolder, inference: Inference): Promise<SelfTest> {
  const { vision, text } = folder
  const { dimensions } = await inference.run({ kind: 'test', vision, text })
  const limits = await inference.run({ kind: 'textLimits', text, pieces: folder.pieces })
  const vocabulary = vocabularyFindings(limits, folder.pieces)
  const unfit = vocabulary.find(({ verdict }) => verdict === 'bad')
  if (unfit) throw new LumitagError('MODEL_INCOMPATIBLE', unfit.words)
  const golden = await runGoldenPictures(vision, inference)
  const texts = await inference.run({ kind: 'texts', text, texts: [...goldenTexts] })
  const textsAgain = await inference.run({ kind: 'texts', text, texts: goldenTexts.slice(0, 4) })
  const checkpoint = compareWithCheckpoint(folder)
  const numbers = compareWithReference(folder, golden.images, texts)
  const precisions = await comparePrecisions(folder, inference, golden.images, texts)
  return {
    dimensions,
    golden,
    refused: precisions.refused,
    findings: [
      towersFinding(golden, texts, textsAgain, dimensions),
      ...vocabulary,
      // numbers that are known leave nothing to guess
      ...(numbers?.verdict === 'good'
        ? [numbers, ...[checkpoint].filter(({ verdict }) => verdict !== 'unknown')]
        : [...(numbers ? [numbers] : []), checkpoint, meaningFinding(golden.images, texts)]),
      ...precisions.findings,
      scaleFinding(folder),
    ],
  }
}

function towersFinding(
  { images, again }: GoldenRun,
  texts: readonly Float32Array[],
  textsAgain: readonly Float32Array[],
  dimensions: number,
): Finding {
  const bad = (words: string): Finding => ({
    about: 'towers',
    verdict: 'bad',
    code: 'MODEL_INCOMPATIBLE',
    words: `${words} Copy or download the model again.`,
  })
  const unsteady = Math.max(
    distance(again, images.slice(0, again.length)),
    distance(textsAgain, texts.slice(0, textsAgain.length)),
  )
  if (unsteady > SAME)
    return bad(`The towers answer differently when asked twice (by ${unsteady.toExponential(1)}).`)
  for (const [subject, embeddings] of [
    [SUBJECTS.image, images],
    [SUBJECTS.text, texts],
  ] as const) {
    const kinds = countDistinct(embeddings)
    if (kinds < embeddings.length / 2)
      return bad(`${subject} ${kinds} answers to ${embeddings.length} different inputs.`)
  }
  return {
    about: 'towers',
    verdict: 'good',
    code: null,
    words: `Both towers run: ${images.length} pictures and ${texts.length} texts, ${dimensions} numbers each, finite, distinct, and the same when asked twice.`,
  }
}

function countDistinct(embeddings: readonly Float32Array[]): number {
  const kinds: Float32Array[] = []
  for (const embedding of embeddings)
    if (!kinds.some((kind) => distance([kind], [embedding]) <= ROUNDING)) kinds.push(embedding)
  return kinds.length
}

function meaningFinding(images: readonly Float32Array[], texts: readonly Float32Array[]): Finding {
  const named = images.filter((_, index) => goldenPictures[index]!.caption !== null)
  const beyond = agreement(named, texts.slice(0, goldenCaptions.length))
  // no "-0.0"
  const figures = `${(Math.round(beyond * 10) / 10 || 0).toFixed(1)} standard deviations beyond chance`
  if (beyond >= LEAST_AGREEMENT)
    return {
      about: 'meaning',
      verdict: 'good',
      code: null,
      words: `${named.length} drawn pictures match their captions (${figures}). Towers that were trained on from one and the same start could not be told apart by this.`,
    }
  return {
    about: 'meaning',
    verdict: 'doubtful',
    code: 'TOWERS_DISAGREE',
    words: `${named.length} drawn pictures match their captions no better than by chance (${figures}; at least ${LEAST_AGREEMENT} are expected): the text tower or the tokenizer is probably of another checkpoint. Get all files of the model from one repository.`,
  }
}

function scaleFinding({ scale }: ModelFolder): Finding {
  return scale
    ? { about: 'scale', verdict: 'good', code: null, words: 'Scale and bias are those of the model.' }
    : {
        about: 'scale',
        verdict: 'unknown',
        code: null,
        words:
          'Scale and bias are not in the folder: the usual ones of its family stand in. Scores are approximate, their order is exact.',
      }
}
