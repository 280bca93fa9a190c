/** Tags as the reader gives them: none of it is to be trusted, whatever the types say. */
export type Tags = Readonly<Record<string, unknown>>

/** A number, or a fraction as two. NaN where it is neither. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (!Array.isArray(value)) return NaN
  const [top, bottom] = value as unknown[]
  if (value.length === 2 && typeof top === 'number' && typeof bottom === 'number') return top / bottom
  return numberOf(top)
}

/** A tag's number, if it lies in a range that makes sense; else null. */
export function numberIn(tags: Tags, name: string, least: number, most: number): number | null {
  return inRange(numberOf(valueOf(tags, name)), least, most)
}

/** A number that lies between two; else null, as for NaN. */
export const inRange = (number: number, least: number, most: number): number | null =>
  number >= least && number <= most ? number : null

/** A tag's text as the reader decoded it; null where there is none. */
export function textOf(tags: Tags, name: string): string | null {
  const { description } = (tags[name] ?? {}) as { description?: unknown }
  return typeof description === 'string' ? cleanText(description) : null
}

/** The value of a tag as it is stored. */
export const valueOf = (tags: Tags, name: string): unknown =>
  ((tags[name] ?? {}) as { value?: unknown }).value

/** Longer texts are cut: somebody put a book, or garbage, into a field. */
const MOST_CHARACTERS = 20_000

/** Without what fields are padded with and cannot be shown; null where nothing is left. */
export function cleanText(text: string): string | null {
  const [written = ''] = text.split('\0')
  // eslint-disable-next-line no-control-regex
  const clean = written.replaceAll(/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/g, '').trim()
  return clean.slice(0, MOST_CHARACTERS) || null
}
