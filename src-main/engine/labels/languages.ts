import type { LabelPack } from '../../../src-shared/schemas/label.ts'
import type { ActiveModel } from '../models/models.ts'

/** Families that were taught English alone, but for models with as many pieces as these: SigLIP 1 has a multilingual one. */
const ENGLISH_ONLY = new Set(['clip', 'siglip1'])
const MULTILINGUAL_PIECES = 250_000
/** Scripts that multilingual models have seen much of; others fall into bytes, or nearly so. */
const WELL_KNOWN =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu
/** Scripts in which SigLIP 2 finds less than three quarters of what it finds in English (published recall: English 75, Greek 53, Hindi 28). */
const LITTLE_FOUND = /[\p{Script=Devanagari}\p{Script=Greek}]/u
/** Latin letters that English does not have, and words that give other languages away. */
const NOT_ENGLISH =
  /[\u00c0-\u024f]|\b(der|die|das|ein|eine|und|von|mit|le|la|les|un|une|des|du|et|el|los|las|una|y|con|il|lo|gli|di|um|uma|os|do|da)\b/iu

/** Whether a model knows a prompt's language less well than English, as far as script and small words tell. */
export function isWeakLanguage(
  prompt: string,
  { family, pieces }: Pick<ActiveModel, 'family' | 'pieces'>,
): boolean {
  const isForeign = /\p{L}/u.test(prompt.replace(/\p{Script=Latin}/gu, '')) || NOT_ENGLISH.test(prompt)
  if (ENGLISH_ONLY.has(family) && pieces !== MULTILINGUAL_PIECES) return isForeign
  if (family !== 'siglip1' && LITTLE_FOUND.test(prompt)) return true
  return /\p{L}/u.test(prompt.replace(WELL_KNOWN, ''))
}

/** English prompts by those of other languages, from the label packs: each of their labels begins with English. */
export function englishTwins(packs: readonly LabelPack[]): (prompt: string) => string | undefined {
  const twins = new Map<string, string>()
  for (const { labels } of packs)
    for (const { prompts: [english, ...others] = [] } of labels)
      for (const other of others) if (english) twins.set(plain(other), english)
  return (prompt) => twins.get(plain(prompt))
}

const plain = (text: string): string => text.normalize('NFC').toLowerCase().trim()
