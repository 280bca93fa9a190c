import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { cp, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  packVocabulary,
  unpackVocabulary,
} from '../../src-main/engine/inference/tokenizer/compactVocabulary.ts'
import { loadTokenizer, tokenizerOf } from '../../src-main/engine/inference/tokenizer/tokenizer.ts'
import { readVocabulary } from '../../src-main/engine/inference/tokenizer/vocabulary.ts'
import { projectRoot, temporaryFolder } from '../support/library.ts'
import { randomTexts } from '../support/randomTexts.ts'

/* The compact form of a vocabulary gives the ids that its tokenizer.json gives, or is made anew. */

const shared = (name: string): string => join(projectRoot, '..', 'shared', 'tokenizer', name, 'tokenizer.json')
const starterFile = join(projectRoot, 'models', 'starter', 'tokenizer.json')

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const readJson = (file: string): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})

describe.each([
  ['SigLIP 2', shared('siglip2')],
  ['SigLIP 1', shared('siglip1')],
  ['CLIP', shared('clip')],
  ['the starter', starterFile],
])('the compact vocabulary of %s', (_, file) => {
  test.skipIf(!existsSync(file))('gives the same ids for any text', () => {
    const parsed = readVocabulary(readJson(file))
    const source = hashOf(readFileSync(file))
    const packed = unpackVocabulary(packVocabulary(parsed, source), source)!
    const config = readJson(join(dirname(file), 'tokenizer_config.json'))
    const [plain, compact] = [tokenizerOf(parsed, config), tokenizerOf(packed, config)]
    const pieces = [...parsed.ids.keys()].map((piece) => piece.replaceAll('\u2581', ' ').replace('</w>', ''))
    for (const text of randomTexts(1500, 20261121, [...pieces, ...parsed.added]))
      expect(compact.encode(text), JSON.stringify(text)).toEqual(plain.encode(text))
  })
})

describe('a stored vocabulary', () => {
  const text = 'a photo of a cat'

  async function setUp() {
    const folder = temporaryFolder()
    const file = join(folder, 'tokenizer.json')
    await cp(starterFile, file)
    const stored = { file: join(folder, 'kept', 'starter.vocabulary'), source: hashOf(await readFile(file)).slice(0, 16) }
    const ids = async (from = stored): Promise<bigint[]> =>
      [...(await loadTokenizer(file, {}, from)).encode(text)]
    return { folder, file, stored, ids, wanted: await ids() }
  }

  test('spares the tokenizer.json', async () => {
    const { file, ids, wanted } = await setUp()
    await writeFile(file, 'no JSON any more')
    expect(await ids()).toEqual(wanted)
  })

  test('is not used for another tokenizer.json', async () => {
    const { file, stored, ids } = await setUp()
    await writeFile(file, 'no JSON any more')
    const source = hashOf(await readFile(file))
    await expect(ids({ ...stored, source })).rejects.toMatchObject({ code: 'TOKENIZER_INVALID' })
  })

  test.each<[string, (file: string) => Promise<void>]>([
    ['cut off', (file) => truncate(file, 5000)],
    ['empty', (file) => truncate(file, 0)],
    ['changed in one place', (file) => flipBit(file, -3)],
    ['of another version', (file) => flipBit(file, 14)],
  ])('that is %s is made anew', async (_, damage) => {
    const { folder, stored, ids, wanted } = await setUp()
    const whole = await readFile(stored.file)
    await damage(stored.file)
    expect(await ids()).toEqual(wanted)
    expect(await readFile(stored.file)).toEqual(whole)
    expect(await readdir(join(folder, 'kept'))).toEqual(['starter.vocabulary'])
  })

  test('that cannot be written is done without', async () => {
    const { file, stored, ids, wanted } = await setUp()
    expect(await ids({ ...stored, file: join(file, 'in a file', 'x.vocabulary') })).toEqual(wanted)
  })
})

async function flipBit(file: string, at: number): Promise<void> {
  const bytes = await readFile(file)
  bytes[at < 0 ? bytes.length + at : at]! ^= 1
  await writeFile(file, bytes)
}
