import { widthOf } from './output.ts'

/* What stands in a cell of a table: bars, scores, names that fit. */

/** Eighths of a character, from one to seven. */
const PARTS = ['▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A number between 0 and 1 as a bar of so many columns, filled up with blanks. */
export function bar(value: number, width: number): string {
  const eighths = Math.round(Math.min(Math.max(value, 0), 1) * width * 8)
  const part = eighths % 8 === 0 ? '' : PARTS[(eighths % 8) - 1]!
  return ('█'.repeat(Math.floor(eighths / 8)) + part).padEnd(width)
}

/** A raw score in six columns: "0.812", "<0.001" where no digit would be left. */
export const scoreText = (score: number): string =>
  (score > 0 && score < 0.0005 ? '<0.001' : score.toFixed(3)).padStart(6)

/** A share in seven columns: " 71.3 %". */
export const shareText = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(7)

/** A name in at most so many columns. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  for (const character of text) {
    if (widthOf(kept + character) >= width) break
    kept += character
  }
  return `${kept}…`
}

/** "1 photo", "12 photos". */
export const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
