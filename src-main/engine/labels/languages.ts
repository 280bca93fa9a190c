import type { LabelPack } from '../../../src-shared/schemas/label.ts'
import type { ActiveModel } from '../models/models.ts'

/** Families that were taught English alone. */
const ENGLISH_ONLY = new Set(['clip', 'siglip1'])
/** Scripts that multilingual models have seen much of; others fall into bytes, or nearly so. */
const WELL_KNOWN =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu
/** Latin letters that English does not have, and words that give other languages away. */
const NOT_ENGLISH =
  /[\u00c0-\u024f]|\b(der|die|das|ein|eine|und|von|mit|le|la|les|un|une|des|du|et|el|los|las|una|y|con|il|lo|gli|di|um|uma|os|do|da)\b/iu

/** Whether a model knows a prompt's language less well than English, as far as script and small words tell. */
export function isWeakLanguage(prompt: string, { family }: Pick<ActiveModel, 'family'>): boolean {
  const isForeign = /\p{L}/u.test(prompt.replace(/\p{Script=Latin}/gu, '')) || NOT_ENGLISH.test(prompt)
  if (ENGLISH_ONLY.has(family)) return isForeign
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
