import type { ErrorData } from '../../src-shared/errors.ts'

/** What a command says: words for people, or one JSON object a line for programs. Never both. */
export interface Output {
  readonly json: boolean
  /** A result in words; nothing with --json. */
  say(text?: string): void
  /** A result as a JSON line; nothing without --json. */
  event(value: Record<string, unknown>): void
  /** Rows under a heading, columns aligned, numbers to the right. */
  table(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): void
  /** Something beside the result: to standard error. */
  note(text: string): void
  fail(error: ErrorData): void
}

export function createOutput(json: boolean): Output {
  return {
    json,
    say: (text = '') => {
      if (!json) process.stdout.write(`${text}\n`)
    },
    event: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`)
    },
    table(heading, rows) {
      if (!json) process.stdout.write(formatTable(heading, rows))
    },
    note: (text) => void process.stderr.write(`${text}\n`),
    fail(error) {
      if (json) process.stdout.write(`${JSON.stringify({ event: 'error', ...error })}\n`)
      else process.stderr.write(`lumitag: ${error.message} (${error.code})\n`)
    },
  }
}

/** Two blanks between columns; a column of numbers is aligned to the right. */
export function formatTable(
  heading: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  rows = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell.replace(/\s/g, ' ') : cell)))
  const isNumber = heading.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  )
  const widths = heading.map((title, column) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(String(row[column])))),
  )
  const line = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, column) => {
        const padding = ' '.repeat(widths[column]! - widthOf(String(cell)))
        return isNumber[column] ? padding + String(cell) : String(cell) + padding
      })
      .join('  ')
      .trimEnd()
  return [line(heading), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line), ''].join(
    '\n',
  )
}

/** Columns on a terminal: East Asian wide characters and emoji take two, combining marks none. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text)
    if (/\p{M}/u.test(character)) continue
    else
      width +=
        /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(
          character,
        )
          ? 2
          : 1
  return width
}
