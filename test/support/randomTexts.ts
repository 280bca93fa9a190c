import { seeded } from './seeded.ts'

/** First and last code points of what labels may be written in, and of what they should not. */
const RANGES: [number, number][] = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x300, 0x36f],
  [0x370, 0x52f],
  [0x590, 0x6ff],
  [0x900, 0x97f],
  [0xe00, 0xe7f],
  [0x2000, 0x206f],
  [0x2580, 0x2590],
  [0x3040, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xd800, 0xdfff],
  [0xff00, 0xffef],
  [0x1f300, 0x1faff],
  [0, 0x10ffff],
]

/** Texts of words that a vocabulary knows, characters of all scripts, and marks that mean something to tokenizers. */
export function randomTexts(count: number, seed: number, words: readonly string[]): string[] {
  const random = seeded(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const word = (): string => {
    const kind = below(6)
    if (kind < 3) return words[below(words.length)]!
    const [from, to] = RANGES[below(RANGES.length)]!
    return String.fromCodePoint(...Array.from({ length: 1 + below(6) }, () => from + below(to - from + 1)))
  }
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + below(12) }, () => word() + ' '.repeat(below(3))).join(''),
  )
}
