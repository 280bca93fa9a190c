/** The languages in which the window speaks, and in which a search's dates can be written. */
export const languages = ['en', 'de', 'fr', 'es', 'ja', 'zh-Hans'] as const
export type Language = (typeof languages)[number]

/** The language that a BCP 47 tag asks for, "de-AT" or "zh-CN"; undefined where it is none of ours. */
export function languageOf(tag: string): Language | undefined {
  const { language, script } = new Intl.Locale(tag).maximize()
  const found = language === 'zh' ? `zh-${script}` : language
  return languages.find((one) => one === found)
}

/** The first of these (navigator.languages) that is one of ours; else English. */
export const languageFor = (wanted: readonly string[]): Language =>
  wanted.map(languageOf).find((language) => language !== undefined) ?? 'en'
