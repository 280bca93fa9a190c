import { basename } from 'node:path'
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { Finding } from '../../../../src-shared/schemas/modelCheck.ts'
import type { Inference } from '../../inference/client.ts'
import { goldenTexts } from '../../inference/golden/texts.ts'
import type { ModelFolder, TowerParts } from '../modelFolder.ts'
import { precisionOf } from '../towerFiles.ts'
import { weightFiles } from '../weightFiles.ts'
import { runGoldenPictures } from './golden.ts'
import { likeness } from './vectors.ts'

/** At least so much must the embeddings of a tower that was made smaller be like the exact ones (SIGLIP2.md section 1.3). */
const LEAST_MEDIAN = 0.98

export interface PrecisionResult {
  findings: Finding[]
  /** files that lost too much */
  refused: string[]
}

/** Compares each smaller file of a tower with the exact one, where both are in the folder. */
export async function comparePrecisions(
  { vision, text, visionFiles, textFiles }: ModelFolder,
  inference: Inference,
  images: readonly Float32Array[],
  texts: readonly Float32Array[],
): Promise<PrecisionResult> {
  const ofImages = await compare(visionFiles, images, 'pictures', async (file) => {
    const { fingerprint: _, ...tower } = { ...vision, file }
    return (await runGoldenPictures(tower, inference)).images
  })
  const ofTexts = await compare(textFiles, texts, 'texts', (file) =>
    inference.run({ kind: 'texts', text: { ...text, file }, texts: [...goldenTexts] }),
  )
  return {
    findings: [...ofImages.findings, ...ofTexts.findings],
    refused: [...ofImages.refused, ...ofTexts.refused],
  }
}

async function compare(
  { all, others }: TowerParts,
  embeddings: readonly Float32Array[],
  inputs: string,
  embed: (file: string) => Promise<Float32Array[]>,
): Promise<PrecisionResult> {
  const used = all[0]!
  const exact = [used, ...others].find((file) => precisionOf(file) === 'fp32')
  if (exact === used && others.length === 0)
    return { findings: [about('good', `${basename(used)} is the exact tower (fp32).`)], refused: [] }
  if (!exact) {
    const words = `The exact tower is not in the folder, so what ${basename(used)} (${precisionOf(used)}) lost could not be measured.`
    return { findings: [about('unknown', words)], refused: [] }
  }
  const result: PrecisionResult = { findings: [], refused: [] }
  const right = exact === used ? embeddings : await embed(exact)
  for (const file of [used, ...others].filter((candidate) => candidate !== exact)) {
    const place = file === used ? 'in use' : 'not used'
    try {
      weightFiles(file)
      const { median, worst } = likeness(right, file === used ? embeddings : await embed(file))
      const figures = `median cosine ${median.toFixed(4)}, worst ${worst.toFixed(4)}, of ${right.length} ${inputs}`
      if (median >= LEAST_MEDIAN) {
        result.findings.push(
          about('good', `${basename(file)} (${place}) is like ${basename(exact)}: ${figures}.`),
        )
        continue
      }
      result.refused.push(file)
      const words = `${basename(file)} is refused: ${figures}, against ${basename(exact)}; at least ${LEAST_MEDIAN} is needed. ${basename(exact)} is used instead, and ${basename(file)} can be deleted.`
      result.findings.push({ ...about('doubtful', words), code: 'PRECISION_LOST' })
    } catch (error) {
      // one that is used was loaded before; the others are nobody's loss
      if (!(error instanceof LumitagError) || error.code === 'CANCELLED') throw error
      result.findings.push({ ...about('doubtful', `${place}: ${error.message}`), code: error.code })
    }
  }
  return result
}

const about = (verdict: Finding['verdict'], words: string): Finding => ({
  about: 'precision',
  verdict,
  code: null,
  words,
})
