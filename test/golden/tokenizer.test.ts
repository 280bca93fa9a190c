import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergePairs } from '../../src-main/engine/inference/tokenizer/bytePairs.ts'
import { lowerCase } from '../../src-main/engine/inference/tokenizer/lowerCase.ts'
import {
  loadTokenizer,
  tokenizerOf,
  type Tokenizer,
  type TokenizerOptions,
} from '../../src-main/engine/inference/tokenizer/tokenizer.ts'
import { readVocabulary } from '../../src-main/engine/inference/tokenizer/vocabulary.ts'

interface Golden {
  cases: { text: string; ids: number[]; idsCaseSensitive?: number[] | null }[]
}

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const golden = (name: string): Golden => JSON.parse(readFileSync(path(name), 'utf8')) as Golden
const gemmaFile = path('../../../shared/tokenizer/siglip2/tokenizer.json')
const starterFile = path('../../models/starter/tokenizer.json')

const kept = mkdtempSync(join(tmpdir(), 'vocabularies-'))
afterAll(() => rm(kept, { recursive: true }))

/** As in the program: a file is taken apart once, which takes seconds for the largest, and its compact form kept. */
function open(file: string, options?: TokenizerOptions): Promise<Tokenizer> {
  const source = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)
  return loadTokenizer(file, options, { file: join(kept, source), source })
}

const tokenizerFrom = (fileJson: unknown, configJson?: unknown): Tokenizer =>
  tokenizerOf(readVocabulary(fileJson), configJson)
const ids = (tokenizer: Tokenizer, text: string): number[] => Array.from(tokenizer.encode(text), Number)

describe.skipIf(!existsSync(gemmaFile))("SigLIP 2's own tokenizer", () => {
  let gemma: Tokenizer
  beforeAll(async () => {
    gemma = await open(gemmaFile)
  })

  test.each(golden('gemma-token-ids.json').cases)('gives the ids of the reference: "$text"', (example) => {
    expect(ids(gemma, example.text)).toEqual(example.ids)
  })

  test('reads text as it is written, or without punctuation, where its model was trained so', async () => {
    const raw = await open(gemmaFile, { norm: 'raw' })
    for (const { text, ids: lower, idsCaseSensitive } of golden('gemma-token-ids.json').cases)
      expect(ids(raw, text), text).toEqual(idsCaseSensitive ?? lower)
    const canonical = await open(gemmaFile, { norm: 'canonical' })
    expect(ids(canonical, ' A_photo,  of "A cat"! ')).toEqual(ids(gemma, 'a photo of a cat'))
  })

  // from the reference, Rust tokenizers 0.23.2 after lower-casing by code point
  test.each<[string, number[]]>([
    ['<mask>', [4]],
    ['<MASK>', [4]],
    ['<eos> cat', [1, 4401]],
    ['<start_of_turn>', [106]],
    ['a<mask>b', [235250, 4, 235268]],
    ['[@BOS@]', [40341, 14084, 235348, 235307]],
    ['<|endoftext|>', [235322, 235371, 615, 559, 1082, 73786]],
  ])('takes added tokens inside a label for what they are, as the reference does: %s', (text, wanted) => {
    expect(ids(gemma, text).slice(0, wanted.length + 1)).toEqual([...wanted, 1])
  })

  test('takes the longest run of blanks first, as SentencePiece does', () => {
    // 31 blanks are the longest piece: 168; 139 are two
    expect(ids(gemma, ' '.repeat(33)).slice(0, 3)).toEqual([168, 139, 1])
  })

  test('knows added tokens and never makes the names of bytes', () => {
    expect(ids(gemma, '<table>').slice(0, 2)).toEqual([169, 1])
    expect(ids(gemma, '\n\n\n').slice(0, 2)).toEqual([110, 1])
    expect(ids(gemma, '<0x41>').slice(0, 7)).not.toContain(217 + 0x41)
  })
})

const siglip1File = path('../../../shared/tokenizer/siglip1/tokenizer.json')
const clipFile = path('../../../shared/tokenizer/clip/tokenizer.json')

describe.skipIf(!existsSync(siglip1File))("SigLIP 1's own tokenizer", () => {
  let unigram: Tokenizer
  beforeAll(async () => {
    unigram = await open(siglip1File)
  })

  test.each(golden('siglip1-token-ids.json').cases)('gives the ids of the reference: "$text"', (example) => {
    expect(ids(unigram, example.text)).toEqual(example.ids)
  })

  // from the reference, transformers 5.18 with SentencePiece
  test.each<[string, number[]]>([
    ['a < b/c', [262, 266, 262, 402, 399]],
    ['a\u2581b', [262, 266, 262, 402]],
    ['<mask>', [6292]],
    ['<pad>', [6690]],
    ['a </s> b', [262, 266, 1, 402]],
    ['a<unk>b', [262, 266, 2, 402]],
    ['＜unk＞', [3751, 1649, 427, 2796]],
    ['\u2034\uC214', [262, 12440, 6224, 239, 139, 151]],
  ])('gives the ids of the reference for odd texts: %j', (text, wanted) => {
    expect(ids(unigram, text).slice(0, wanted.length + 1)).toEqual([...wanted, 1])
  })

  test('gives as many ids as the tower reads', async () => {
    const short = await open(siglip1File, { length: 16 })
    expect(ids(short, 'cat')).toEqual([2783, ...Array<number>(15).fill(1)])
    expect(ids(short, 'a photo '.repeat(20))).toHaveLength(16)
    expect(short.spelt('ein Hund')).toBe(0)
    expect(short.spelt('ཁྱི')).toBe(1)
  })
})

describe.skipIf(!existsSync(clipFile))("CLIP's own tokenizer", () => {
  let clip: Tokenizer
  beforeAll(async () => {
    clip = await open(clipFile)
  })

  test.each(golden('clip-token-ids.json').cases)('gives the ids of the reference: "$text"', (example) => {
    const padding = Array<number>(77 - example.ids.length).fill(49407)
    expect(ids(clip, example.text)).toEqual([...example.ids, ...padding])
  })

  test('knows which texts it reads letter by letter', () => {
    expect(clip.spelt('ein großer Hund')).toBeLessThan(0.3)
    expect(clip.spelt('ཁྱི')).toBeGreaterThan(0.5)
  })

  // from the reference, Rust tokenizers 0.23.2
  test.each<[string, number[]]>([
    ['<mask>', [283, 8306, 285]],
    ['a <|endoftext|> b', [320, 49407, 321]],
    ['<|startoftext|> cat', [49406, 2368]],
  ])('takes its own marks inside a label for what they are, and no others: %s', (text, wanted) => {
    expect(ids(clip, text).slice(0, wanted.length + 2)).toEqual([49406, ...wanted, 49407])
  })

  test('reads a letter and its accent as one character', () => {
    expect(ids(clip, 'cafe\u0301')).toEqual(ids(clip, 'caf\u00e9'))
  })
})

describe.each([
  ['SigLIP 2', gemmaFile, 64],
  ['the starter', starterFile, 64],
  ['SigLIP 1', siglip1File, 64],
  ['CLIP', clipFile, 77],
])('the tokenizer of %s', (_, file, length) => {
  test.skipIf(!existsSync(file))('reads any text into as many ids as the tower wants', async () => {
    const tokenizer = await open(file)
    const texts = [
      ...['', ' ', '\n\t', '<mask>', '<|endoftext|>', '</s>', '<table>', '[gMASK]', '$&', '\u0000', '\ufeff'],
      ...['👨‍👩‍👧‍👦 🇩🇪 ❤️', 'כלב על החוף', '\u202eقطة\u202c', '\ud83d', '\udc00a', 'e\u0301'.repeat(9)],
      ...['a', ' ', '.', '猫', '🐈', 'cat '].map((text) => text.repeat(5000)),
    ]
    for (const text of texts) expect(ids(tokenizer, text), text.slice(0, 20)).toHaveLength(length)
  })
})

describe("the starter model's tokenizer", () => {
  let starter: Tokenizer
  beforeAll(async () => {
    starter = await open(starterFile)
  })

  test.each(golden('starter-token-ids.json').cases)('gives the ids of the reference: "$text"', (example) => {
    const padding = Array<number>(64 - example.ids.length).fill(0)
    expect(ids(starter, example.text)).toEqual([...example.ids, ...padding])
  })

  test('reads a text of any length and keeps the end mark', () => {
    const long = ids(starter, 'a photo of a cat '.repeat(10_000))
    expect([long.length, long[63], long.includes(0)]).toEqual([64, 1, false])
  })
})

test('lower case goes by code point: no final sigma, and the dotted I keeps its dot', () => {
  expect(lowerCase('ΟΔΥΣΣΕΥΣ İ 🐈 Ä')).toBe('οδυσσευσ i̇ 🐈 ä')
})

test('the pair of lowest rank merges first, the leftmost of equals', () => {
  const ranks: Record<string, number> = { 'b c': 0, 'a b': 1, 'a bc': 2, 'a a': 3 }
  const merge = (text: string): string[] => mergePairs([...text], (left, right) => ranks[`${left} ${right}`])
  expect([merge('abc'), merge('abab'), merge('aaa')]).toEqual([['abc'], ['ab', 'ab'], ['aa', 'a']])
})

describe('a small tokenizer.json', () => {
  const bytes = Array.from({ length: 256 }, (_, i) => `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`)
  const pieces = ['<pad>', '<eos>', ...bytes, 'a', 'b', 'c', 'ab', 'bc', '\u2581', '\ufffd']
  const small = {
    added_tokens: [{ id: 0, content: '<pad>' }],
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '\u2581' },
    pre_tokenizer: null,
    // the later id merges first: only the list says so
    model: {
      type: 'BPE',
      byte_fallback: true,
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      merges: ['b c', 'a b'],
    },
  }
  const cutOffMap = {
    normalizer: { type: 'Precompiled', precompiled_charsmap: 'AAQAAA==' },
    model: { type: 'Unigram', vocab: ['<unk>', '</s>', ...bytes].map((piece) => [piece, 0]) },
  }
  const read = (tokenizer: Tokenizer, text: string): (string | undefined)[] => {
    const all = ids(tokenizer, text).map((id) => pieces[id])
    return all.slice(0, all.indexOf('<eos>'))
  }

  test('merges in the order of its list, written as pairs or as text', () => {
    const asPairs = {
      ...small,
      model: {
        ...small.model,
        merges: [
          ['b', 'c'],
          ['a', 'b'],
        ],
      },
    }
    for (const file of [small, asPairs])
      expect(read(tokenizerFrom(file), 'ABC ab')).toEqual(['a', 'bc', '▁', 'ab'])
  })

  test('spells unknown characters in bytes', () => {
    const tokenizer = tokenizerFrom(small)
    expect(read(tokenizer, 'é')).toEqual(['<0xC3>', '<0xA9>'])
    expect(['a b', 'aé', ' é', ''].map((text) => tokenizer.spelt(text))).toEqual([0, 0.5, 1, 0])
  })

  test('reads half a surrogate pair as the replacement character', () => {
    expect(read(tokenizerFrom(small), 'a\ud83d')).toEqual(['a', '\ufffd'])
  })

  test('may ask for lower case itself: nothing changes', () => {
    const both = { type: 'Sequence', normalizers: [{ type: 'Lowercase' }, small.normalizer] }
    expect(read(tokenizerFrom({ ...small, normalizer: both }), 'BC A')).toEqual(['bc', '▁', 'a'])
  })

  test('may name its end mark and padding in tokenizer_config.json', () => {
    const config = { eos_token: { content: 'c' }, pad_token: 'b' }
    const code = pieces.indexOf('a')
    expect(ids(tokenizerFrom(small, config), 'a').slice(0, 3)).toEqual([code, code + 2, code + 1])
  })

  test.each<[string, unknown]>([
    ['no object', 'tokens'],
    ["normalizer is not as in SigLIP 1's", { model: { type: 'Unigram', vocab: [] } }],
    ['</s>', { normalizer: { type: 'Strip' }, model: { type: 'Unigram', vocab: [] } }],
    ["model.vocab.0 is not as in SigLIP 1's", { normalizer: { type: 'Strip' }, model: { type: 'Unigram', vocab: [['a']] } }],
    ['charsmap is cut off', cutOffMap],
    ["added_tokens is not as in CLIP's", { model: { type: 'BPE', end_of_word_suffix: '</w>', vocab: {}, merges: [] } }],
    ['<|startoftext|>', { added_tokens: [], model: { type: 'BPE', end_of_word_suffix: '</w>', vocab: {}, merges: [] } }],
    ['a kind that Lumitag does not know', { model: { type: 'WordPiece' } }],
    ['normalizer', { ...small, normalizer: { type: 'NFKC' } }],
    ['model.merges', { ...small, model: { ...small.model, merges: undefined } }],
    ['not pairs', { ...small, model: { ...small.model, merges: ['abc'] } }],
    ['<eos>', { ...small, model: { ...small.model, vocab: { '<pad>': 0 } } }],
    ['<0x80>', { ...small, model: { ...small.model, vocab: { '<pad>': 0, '<eos>': 1 } } }],
  ])('is refused with the reason: %s', (reason, file) => {
    const wanted = reason === 'no object' ? 'does not know' : reason
    expect(() => tokenizerFrom(file)).toThrow(
      expect.objectContaining({
        code: 'TOKENIZER_INVALID',
        message: expect.stringContaining(wanted) as string,
      }),
    )
  })

  test('is refused if it is no JSON or not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tokenizer-'))
    const file = join(folder, 'tokenizer.json')
    await expect(loadTokenizer(file)).rejects.toMatchObject({ code: 'TOKENIZER_INVALID' })
    await writeFile(file, '{"model":')
    await expect(loadTokenizer(file)).rejects.toMatchObject({ code: 'TOKENIZER_INVALID' })
    await rm(folder, { recursive: true })
  })
})
