/** English texts with what they are in another language; both as ICU messages. */
export type Texts = Readonly<Record<string, string>>

/** The languages of the window, each by its own name. English is in the components; the others come when they are asked for. */
export const languages = {
  en: { name: 'English', load: (): Promise<Texts> => Promise.resolve({}) },
  de: { name: 'Deutsch', load: (): Promise<Texts> => import('./de.json').then(texts) },
  fr: { name: 'Français', load: (): Promise<Texts> => import('./fr.json').then(texts) },
  es: { name: 'Español', load: (): Promise<Texts> => import('./es.json').then(texts) },
  ja: { name: '日本語', load: (): Promise<Texts> => import('./ja.json').then(texts) },
  'zh-Hans': { name: '简体中文', load: (): Promise<Texts> => import('./zh-Hans.json').then(texts) },
}
export type Language = keyof typeof languages

const texts = (file: { default: Texts }): Texts => file.default

/** The language that a BCP 47 tag asks for, "de-AT" or "zh-CN"; undefined where the window does not have it. */
function languageOf(tag: string): Language | undefined {
  const { language, script } = new Intl.Locale(tag).maximize()
  const found = language === 'zh' ? `zh-${script}` : language
  return found in languages ? (found as Language) : undefined
}

/** The first of these (navigator.languages) that the window has; else English. */
export const languageFor = (wanted: readonly string[]): Language =>
  wanted.map(languageOf).find((language) => language !== undefined) ?? 'en'

/** How numbers and dates are written beside a language: as the system says for it ("en-US"), else as is usual. */
export const localeFor = (language: Language, wanted: readonly string[]): string =>
  wanted.find((tag) => languageOf(tag) === language) ?? (language === 'en' ? 'en-GB' : language)
