import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fromErrorData } from '../../../../src-shared/errors.ts'
import { entryFile } from '../../places.ts'
import { unpackVocabulary } from './compactVocabulary.ts'
import { invalidTokenizer } from './invalidTokenizer.ts'
import type { PackingAnswer } from './packingProcess.ts'
import { packTokenizer, type Packed } from './packTokenizer.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Where the compact form of a tokenizer.json is kept, and what that file's SHA-256 begins with. */
export interface StoredVocabulary {
  file: string
  source: string
}

/**
 * The vocabulary of a tokenizer.json. What is stored is used if it is whole and was made from this very file; else it is
 * made anew, and stored if that can be. TOKENIZER_INVALID says what is wrong with the tokenizer.json.
 */
export async function openVocabulary(tokenizerFile: string, stored?: StoredVocabulary): Promise<Vocabulary> {
  const known = stored && (await readStored(stored))
  if (known) return known
  const { packed, source } = await pack(tokenizerFile)
  // without it the next start takes longer: no reason to fail, be the disk full or write-protected
  if (stored) await store(stored.file, packed).catch(() => {})
  return unpackVocabulary(packed, source)!
}

async function readStored({ file, source }: StoredVocabulary): Promise<Vocabulary | undefined> {
  const bytes = await readFile(file).catch(() => undefined)
  return bytes && unpackVocabulary(bytes, source)
}

/** Whole or not at all. */
async function store(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`
  await mkdir(dirname(file), { recursive: true })
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, file)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Up to here a tokenizer.json is packed before a process would have started. */
const SMALL_BYTES = 1_000_000

/**
 * A large one in a process of its own: the 250 MB that a 34 MB tokenizer.json takes to parse are given back only when it
 * ends.
 */
async function pack(tokenizerFile: string): Promise<Packed> {
  const isSmall = await stat(tokenizerFile).then(
    ({ size }) => size <= SMALL_BYTES,
    () => true,
  )
  return isSmall ? packTokenizer(tokenizerFile) : packLarge(tokenizerFile)
}

async function packLarge(tokenizerFile: string): Promise<Packed> {
  const child = fork(entryFile('./inference/tokenizer/packingProcess.ts', './packing.js'), [tokenizerFile], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const answer = await new Promise<PackingAnswer>((resolve, reject) => {
    child.on('message', resolve)
    child.on('error', reject)
    child.on('exit', () => reject(invalidTokenizer(`${tokenizerFile} cannot be taken apart`)))
  })
  if ('error' in answer) throw fromErrorData(answer.error)
  return answer
}
