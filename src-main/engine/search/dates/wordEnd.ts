/** Tells whether a word ends at a place of a text, in a language that is written without blanks. */
export function wordEnd(language: string): (text: string, at: number) => boolean {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  return (text, at) => at === text.length || segmenter.segment(text).containing(at)?.index === at
}
