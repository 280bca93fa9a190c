/** A stretch of a text and what takes its place; an insertion has no length. */
export interface Replacement {
  start: number
  end: number
  text: string
}

/** The text between two offsets with some stretches replaced. They must not overlap. */
export function replaceRanges(
  text: string,
  replacements: readonly Replacement[],
  from = 0,
  to = text.length,
): string {
  let result = ''
  let at = from
  for (const replacement of replacements.toSorted(
    (one, other) => one.start - other.start || one.end - other.end,
  )) {
    if (replacement.start < at || replacement.end > to) throw new Error('replacements overlap')
    result += text.slice(at, replacement.start) + replacement.text
    at = replacement.end
  }
  return result + text.slice(at, to)
}
