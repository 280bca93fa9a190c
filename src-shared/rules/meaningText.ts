import type { MeaningTerm } from './conditions.ts'
import type { ConditionOf } from './tree.ts'

type Meaning = ConditionOf<'meaning'>['meaning']

/** A sign after white space (or at the start), before a word: "beach + sunset", "beach -people"; never "t-shirt". */
const SIGN = /(?:^|\s)([+\-−])\s*(?=\S)/gu
const WEIGHT = /^(\d+(?:\.\d+)?)\s*[*×]\s*/u
const LIKE = /^like:(\d+)$/u

/** "2 * beach + sunset - people" as terms; words alone as they are. "like:12" is the photo of that number. */
export function readMeaning(text: string): Meaning {
  const parts: { sign: 1 | -1; text: string }[] = []
  let sign: 1 | -1 = 1
  let from = 0
  for (const match of text.matchAll(SIGN)) {
    parts.push({ sign, text: text.slice(from, match.index) })
    sign = match[1] === '+' ? 1 : -1
    from = match.index + match[0].length
  }
  parts.push({ sign, text: text.slice(from) })
  const terms = parts.flatMap((part) => readTerm(part.text.trim(), part.sign))
  const [only] = terms
  return terms.length === 1 && only!.text !== undefined && only!.weight === undefined ? only!.text : terms
}

/** What `readMeaning` reads. */
export function writeMeaning(meaning: Meaning): string {
  if (typeof meaning === 'string') return meaning
  return meaning
    .map(({ text, photo, dropped, weight = 1 }, index) => {
      const sign = weight < 0 ? '- ' : index > 0 ? '+ ' : ''
      const size = Math.abs(weight) === 1 ? '' : `${Math.abs(weight)} * `
      return sign + size + (text ?? `like:${photo ?? dropped}`)
    })
    .join(' ')
}

/** One term of a meaning, "2 * beach"; none where nothing is written. */
export function readTerm(part: string, sign: 1 | -1): MeaningTerm[] {
  const size = WEIGHT.exec(part)
  const weight = Math.min(10, size ? Number(size[1]) : 1) * sign
  const text = part.slice(size?.[0].length ?? 0).trim()
  if (text === '') return []
  const like = LIKE.exec(text)
  const term: MeaningTerm = like ? { photo: Number(like[1]) } : { text }
  return [weight === 1 ? term : { ...term, weight }]
}
