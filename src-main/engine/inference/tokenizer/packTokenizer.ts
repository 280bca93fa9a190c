import { createHash } from 'node:crypto'
import { packVocabulary } from './compactVocabulary.ts'
import { parseJson, readBytes } from './tokenizerFile.ts'
import { readVocabulary } from './vocabulary.ts'

export interface Packed {
  packed: Uint8Array<ArrayBuffer>
  /** SHA-256 of the tokenizer.json */
  source: string
}

/** The compact form of a tokenizer.json. TOKENIZER_INVALID says what is wrong with it. */
export async function packTokenizer(file: string): Promise<Packed> {
  const bytes = await readBytes(file)
  const source = createHash('sha256').update(bytes).digest('hex')
  return { packed: packVocabulary(readVocabulary(parseJson(bytes.toString(), file)), source), source }
}
