import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { Finding } from '../../../../src-shared/schemas/modelCheck.ts'
import { goldenPictures } from '../../inference/golden/pictures.ts'
import { goldenTexts } from '../../inference/golden/texts.ts'
import type { Settings } from '../../store/settings.ts'
import { fingerprintOf } from '../fingerprint.ts'
import type { ModelFolder } from '../modelFolder.ts'
import type { TrustedFolder } from '../trustedFolder.ts'

/** What another implementation computed with the same weights; embeddings by picture or text, their first numbers. */
const tower = z.object({
  file: z.string(),
  sha256: z.string().optional(),
  embeddings: z.record(z.string(), z.array(z.number()).min(1)),
})
const reference = z.object({
  about: z.string(),
  /** of both towers' embeddings */
  dimensions: z.int().optional(),
  /** SHA-256 of preprocessor_config.json */
  preprocessor: z.string().optional(),
  vision: tower,
  text: tower,
})
const nameOf = (directory: string): string => join(directory, 'reference.json')

const TOLERANCE = 1e-5

/** How a sentence about a tower begins. */
export const SUBJECTS = { image: 'The image tower gives', text: 'The text tower gives' }

/**
 * The width that both towers gave when their numbers were recorded, where the folder's files are those very ones. Null
 * where they would have to be tried.
 */
export async function recordedDimensions(
  { directory, vision, text }: TrustedFolder,
  settings: Settings,
): Promise<number | null> {
  const file = nameOf(directory)
  if (!existsSync(file)) return null
  const recorded = readReference(file)
  const preprocessor = await fingerprintOf([join(directory, 'preprocessor_config.json')], settings)
  const areTheSame =
    isOf(vision.fingerprint, recorded.vision.sha256) &&
    isOf(text.fingerprint, recorded.text.sha256) &&
    isOf(preprocessor, recorded.preprocessor)
  return areTheSame ? (recorded.dimensions ?? null) : null
}

const isOf = (fingerprint: string | undefined, sha256: string | undefined): boolean =>
  !!fingerprint && !!sha256?.startsWith(fingerprint)

/**
 * Compares with the numbers that a model's maker recorded in its reference.json. Null where there is no such file, or it
 * is about the towers in another precision.
 */
export function compareWithReference(
  { directory, vision, text }: ModelFolder,
  images: readonly Float32Array[],
  texts: readonly Float32Array[],
): Finding | null {
  const file = nameOf(directory)
  if (!existsSync(file)) return null
  const recorded = readReference(file)
  const isAbout = (part: z.output<typeof tower>, used: string): boolean => join(directory, part.file) === used
  if (!isAbout(recorded.vision, vision.file) || !isAbout(recorded.text, text.file)) return null

  const names = goldenPictures.map(({ name }) => name)
  const distances = {
    image: furthest(recorded.vision.embeddings, names, images),
    text: furthest(recorded.text.embeddings, goldenTexts, texts),
  }
  const [wrong, alsoWrong] = (['image', 'text'] as const).filter((name) => !(distances[name] <= TOLERANCE))
  const most = Math.max(...Object.values(distances)).toExponential(1)
  if (!wrong)
    return {
      about: 'numbers',
      verdict: 'good',
      code: null,
      words: `Both towers give the recorded numbers (largest difference ${most}).`,
    }
  const subject = alsoWrong ? 'Both towers give' : SUBJECTS[wrong]
  return {
    about: 'numbers',
    verdict: 'bad',
    code: 'MODEL_INCOMPATIBLE',
    words: `${subject} other numbers than reference.json records (difference ${most}, at most ${TOLERANCE}). Its weights, its tokenizer or its configuration are not those of this model: copy or download it again.`,
  }
}

/** The largest difference; infinite if something that is recorded was not computed. */
function furthest(
  recorded: Record<string, number[]>,
  names: readonly string[],
  computed: readonly Float32Array[],
): number {
  const distances = Object.entries(recorded).flatMap(([name, numbers]) => {
    const embedding = computed[names.indexOf(name)]
    return numbers.map((number, i) => Math.abs(number - (embedding?.[i] ?? Infinity)))
  })
  return Math.max(...distances)
}

function readReference(file: string): z.output<typeof reference> {
  try {
    return reference.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new LumitagError(
      'MODEL_FOLDER_INVALID',
      `${file} is no record of embeddings. Copy the model again, or remove this file.`,
      { cause: error },
    )
  }
}
