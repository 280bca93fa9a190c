import type { Inference } from '../inference/client.ts'
import type { ActiveModel } from '../models/models.ts'

/** From this share of a text's characters on, hardly a word of it is left. */
const MOSTLY = 0.5
const REMEMBERED = 1000

/** Which of some texts the model in use has no pieces of words for, and reads byte by byte. */
export type Spelling = (texts: readonly string[]) => Promise<string[]>

export function createSpelling(inference: Inference, active: () => ActiveModel): Spelling {
  const known = new Map<string, number>()
  return async (texts) => {
    const { text: tower, textFingerprint } = active()
    const keyOf = (text: string): string => `${textFingerprint}:${text}`
    // every vocabulary has the letters of English
    const foreign = texts.filter((text) => /[^\0-\x7f]/.test(text))
    const unknown = foreign.filter((text) => !known.has(keyOf(text)))
    if (unknown.length > 0) {
      const shares = await inference.run({ kind: 'spelling', text: tower, texts: unknown })
      if (known.size > REMEMBERED) known.clear()
      unknown.forEach((text, at) => known.set(keyOf(text), shares[at]!))
    }
    return foreign.filter((text) => (known.get(keyOf(text)) ?? 0) >= MOSTLY)
  }
}

/** What to say of such a text. */
export const spelledOut = (text: string, { name }: Pick<ActiveModel, 'name'>): string =>
  `${name} reads “${text}” letter by letter: it was taught no words in this writing, so expect little of it. Say the same in English, too.`
