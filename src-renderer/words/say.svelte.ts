import type { GetICUArgs } from '@schummar/icu-type-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../../src-shared/languages.ts'
import { languages, localeFor, type Texts } from './languages.ts'

interface Speech {
  language: Language
  /** BCP 47 tag for Intl */
  locale: string
  texts: Texts
  /** messages that were read already */
  messages: Map<string, IntlMessageFormat>
}

/** What a text asks for in braces: numbers for plurals, else words. */
type ValuesOf<Text extends string> = GetICUArgs<Text>
type Values<Text extends string> = keyof ValuesOf<Text> extends never ? [] : [values: ValuesOf<Text>]

let speech: Speech = $state.raw({ language: 'en', locale: 'en-GB', texts: {}, messages: new Map() })
let wanted = 0

/**
 * A text in the window's language. It is written here in English, as an ICU message: "{name} is added.",
 * "{photos, plural, one{# photo} other{# photos}}". Read in markup or in a `$derived`, it follows the language.
 */
export const say = <const Text extends string>(text: Text, ...[values]: Values<Text>): string =>
  translate(text, values)

/** What a text is in the window's language, with its values in braces. */
export const textIn = (text: string): string => speech.texts[text] ?? text

/** The same of a text that is not written there: one of the engine's sentences, with its values. */
export function translate(text: string, values: Record<string, unknown> | undefined): string {
  const { locale, messages } = speech
  const said = textIn(text)
  if (!said.includes('{')) return said
  let message = messages.get(said)
  if (!message) {
    message = new IntlMessageFormat(said, locale, undefined, { ignoreTag: true })
    messages.set(said, message)
  }
  return message.format(values as Record<string, string | number>) as string
}

/** Changes the language, as soon as its texts are loaded; rejects, and changes nothing, if they cannot be. */
export async function speak(language: Language, system: readonly string[]): Promise<void> {
  const call = ++wanted
  const texts = await languages[language].load()
  if (call !== wanted || language === speech.language) return
  speech = { language, locale: localeFor(language, system), texts, messages: new Map() }
}

/** The window's language, for `lang`. */
export const language = (): Language => speech.language

/** The BCP 47 tag by which Intl writes numbers and dates, and orders names. */
export const locale = (): string => speech.locale
