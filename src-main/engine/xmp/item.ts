import { LumitagError } from '../../../src-shared/errors.ts'
import { normaliseSegment } from '../../../src-shared/tagPath.ts'
import { FORBIDDEN_CHARACTER } from './entities.ts'
import type { TagProperty } from './names.ts'

/*
 * A tag as it stands in one property's list, and back. A segment may hold the property's own separator, which is
 * then written as a character that looks like it.
 */

const BROKEN_BAR = '\u00a6'
const DIVISION_SLASH = '\u2215'

type Separated = Pick<TagProperty, 'separator'>

/** The item that a tag is in a property: its last segment, or all of them joined. */
export function writtenForm(tag: readonly string[], { separator }: Separated): string {
  if (separator === null) return tag.at(-1)!
  const substitute = separator === '|' ? BROKEN_BAR : DIVISION_SLASH
  return tag.map((segment) => segment.replaceAll(separator, substitute)).join(separator)
}

/** What makes two items of a property the same, however they are spaced or composed. */
export function itemKey(item: string, { separator }: Separated): string {
  const text = item.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (separator === null) return text
  const segments = text.split(separator).map((segment) => segment.trim())
  return segments.filter((segment) => segment !== '').join(separator)
}

/** The segments of an item; null where one of them could never be a tag of ours (too long, control characters). */
export function parseItem(item: string, separator: '|' | '/' | null): string[] | null {
  const key = itemKey(item, { separator })
  try {
    return (separator === null ? [key] : key.split(separator)).map(normaliseSegment)
  } catch {
    return null
  }
}

/** A segment as it compares across properties, whichever of the look-alike characters was written. */
export function foldSegment(segment: string): string {
  return segment.replaceAll(BROKEN_BAR, '|').replaceAll(DIVISION_SLASH, '/')
}

/** What makes two tags the same across properties. */
export function tagKey(tag: readonly string[]): string {
  return tag.map(foldSegment).join('\n')
}

/**
 * Two spellings of the same segment as one: each property substitutes only its own separator, so where they
 * differ, the separator itself is what was meant.
 */
export function mergeSpellings(one: string, other: string): string {
  return one.replace(/[^|/]/g, (_, at: number) => other.charAt(at))
}

/** A tag in the one spelling that is written. BAD_INPUT where that cannot be done. */
export function checkTag(tag: readonly string[]): string[] {
  if (tag.length === 0)
    throw new LumitagError('BAD_INPUT', 'A tag has no parts. Write it as "Animals > Dog".')
  if (tag.some((segment) => FORBIDDEN_CHARACTER.test(segment)))
    throw new LumitagError('BAD_INPUT', 'A tag contains a character that XML cannot hold. Rename it.')
  return tag.map(normaliseSegment)
}
