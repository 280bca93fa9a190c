import { languageOf, type Language } from '../../src-shared/languages.ts'

/** English texts with what they are in another language; both as ICU messages. */
export type Texts = Readonly<Record<string, string>>

/** The languages of the window, each by its own name. English is in the components; the others come when they are asked for. */
export const languages: Record<Language, { name: string; load: () => Promise<Texts> }> = {
  en: { name: 'English', load: () => Promise.resolve({}) },
  de: { name: 'Deutsch', load: () => import('./de.json').then(texts) },
  fr: { name: 'Français', load: () => import('./fr.json').then(texts) },
  es: { name: 'Español', load: () => import('./es.json').then(texts) },
  ja: { name: '日本語', load: () => import('./ja.json').then(texts) },
  'zh-Hans': { name: '简体中文', load: () => import('./zh-Hans.json').then(texts) },
}
const texts = (file: { default: Texts }): Texts => file.default

/** How numbers and dates are written beside a language: as the system says for it ("en-US"), else as is usual. */
export const localeFor = (language: Language, wanted: readonly string[]): string =>
  wanted.find((tag) => languageOf(tag) === language) ?? (language === 'en' ? 'en-GB' : language)
