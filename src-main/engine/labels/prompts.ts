import { createHash } from 'node:crypto'
import type { TextNorm } from '../inference/tokenizer/textNorm.ts'

/** Prompts this long are sentences already. */
const SENTENCE_WORDS = 5
const ABOUT_A_PICTURE = /\b(photo|picture|image|drawing|painting|screenshot)\b/i

/**
 * The texts that stand for a prompt. A bare word is dressed up in the model's templates, whose mean is steadier than any
 * of them; a sentence, and a script that English templates do not fit, is used as it is (SIGLIP2.md section 4).
 */
export function textsOf(prompt: string, templates: readonly string[]): string[] {
  const text = prompt.normalize('NFC').trim()
  const isSentence =
    text.endsWith('.') || text.split(/\s+/).length >= SENTENCE_WORDS || ABOUT_A_PICTURE.test(text)
  const isLatin = !/\p{L}/u.test(text.replace(/\p{Script=Latin}/gu, ''))
  // a function: "$&" in a prompt must stay what it is
  return isSentence || !isLatin ? [text] : templates.map((template) => template.replace('{}', () => text))
}

/** Names what a label asks: same prompts, templates and way of writing, same hash. */
export function promptHash(prompts: readonly string[], templates: readonly string[], norm: TextNorm): string {
  return createHash('sha256')
    .update(JSON.stringify([`${norm}-v1`, templates, prompts]))
    .digest('hex')
    .slice(0, 12)
}
