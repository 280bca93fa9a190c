import { LumitagError } from './errors.ts'

/*
 * A tag is a path of one or more segments. People write and read it as "Animals > Dog"; each program that reads
 * sidecars has a separator of its own (XMP.md section 2).
 */

const MAX_CODE_POINTS = 255
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** "Animals >  Dog " as ["Animals", "Dog"]: NFC, trimmed, inner white space to one space. BAD_INPUT if a segment cannot be written. */
export function parseTagPath(text: string): string[] {
  return text.split('>').map(normaliseSegment)
}

/** ["Animals", "Dog"] as "Animals > Dog". */
export function formatTagPath(segments: readonly string[]): string {
  return segments.join(' > ')
}

/** The one spelling of a tag that is stored and compared. */
export function normaliseTagPath(text: string): string {
  return formatTagPath(parseTagPath(text))
}

/** Whether a tag is below another one, somewhere; both in one spelling. */
export const isBelow = (path: string, above: string): boolean => path.startsWith(`${above} > `)

/** The last segment: what flat keyword lists show. */
export function leafOf(path: string): string {
  return path.slice(path.lastIndexOf('>') + 1).trim()
}

/** One segment of a path: NFC, trimmed, inner white space to one space. BAD_INPUT if it cannot be written. */
export function normaliseSegment(text: string): string {
  const segment = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (segment === '')
    throw new LumitagError('BAD_INPUT', 'A tag has an empty part. Write it as "Animals > Dog".')
  if (CONTROL.test(segment)) throw new LumitagError('BAD_INPUT', 'A tag contains a control character.')
  if ([...segment].length > MAX_CODE_POINTS)
    throw new LumitagError('BAD_INPUT', `A tag part is longer than ${MAX_CODE_POINTS} characters.`)
  return segment
}
