import { createHash } from 'node:crypto'
import { toErrorData, type ErrorData } from '../../../../src-shared/errors.ts'
import { packVocabulary } from './compactVocabulary.ts'
import { parseJson, readBytes } from './tokenizerFile.ts'
import { readVocabulary } from './vocabulary.ts'

/* Entry of a process that packs the vocabulary of one tokenizer.json, and ends. */

export interface Packed {
  packed: Uint8Array<ArrayBuffer>
  /** SHA-256 of the tokenizer.json */
  source: string
}
export type PackingAnswer = Packed | { error: ErrorData }

async function answerFor(file: string): Promise<PackingAnswer> {
  try {
    const bytes = await readBytes(file)
    const source = createHash('sha256').update(bytes).digest('hex')
    return { packed: packVocabulary(readVocabulary(parseJson(bytes.toString(), file)), source), source }
  } catch (error) {
    return { error: toErrorData(error) }
  }
}

process.on('disconnect', () => process.exit())
process.send!(await answerFor(process.argv[2]!), () => process.disconnect())
