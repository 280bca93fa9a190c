import type { Report, Row } from './report.ts'
import { meets, rounded } from './row.ts'

const COLUMNS = ['Row', 'Value', 'Goal', ''] as const

/** A row while the bench runs: value and goal. */
export const rowLine = (row: Row): string => cells(row).join('  ')

const cells = (row: Row): string[] => [
  row.id,
  row.unit === 'ratio' ? String(row.value) : `${row.value} ${row.unit}`,
  row.goal,
  meets(row.value, row.goal) ? 'pass' : 'MISS',
]

const figuresText = ({ figures }: Row): string =>
  Object.entries(figures)
    .map(([name, figure]) => `${name} ${figure}`)
    .join(', ')

/** All rows as a table, each with its figures under it, those that were left out at the end. */
export function reportTable({ rows, leftOut, quick }: Report): string {
  const passed = rows.filter(({ value, goal }) => meets(value, goal)).length
  const [heading, ...lines] = table([COLUMNS, ...rows.map(cells)])
  return [
    heading,
    ...rows.flatMap((row, index) => [lines[index], `    ${figuresText(row)}`]),
    ...leftOut.map(({ id, reason }) => `${id}: left out. ${reason}`),
    `${passed} of ${rows.length} goals met.`,
    ...(quick ? ['A quick run, with little material: its values say nothing about speed.'] : []),
  ].join('\n')
}

/** Two reports side by side, row by row, with new / old and whether that is better. */
export function comparisonTable(old: Report, now: Report): string {
  const before = new Map(old.rows.map((row) => [row.id, row]))
  const lines = now.rows.map((row) => {
    const known = before.get(row.id)
    if (!known) return [row.id, '-', String(row.value), '-', 'new']
    const ratio = row.value / known.value
    return [row.id, String(known.value), String(row.value), String(rounded(ratio)), verdict(ratio, row.goal)]
  })
  const gone = old.rows.filter(({ id }) => !now.rows.some((row) => row.id === id))
  return [
    ...table([['Row', 'Old', 'New', 'New / old', ''], ...lines]),
    ...(gone.length > 0 ? [`Not measured this time: ${gone.map(({ id }) => id).join(', ')}`] : []),
    ...(old.quick || now.quick ? ['One of them is a quick run: its values say nothing about speed.'] : []),
  ].join('\n')
}

/** Less than this is noise. */
const SAME = 0.03

function verdict(ratio: number, goal: string): string {
  if (Math.abs(ratio - 1) <= SAME) return 'same'
  return ratio > 1 === goal.startsWith('>=') ? 'better' : 'worse'
}

/** Lines with aligned columns; the first one is the heading. */
function table(lines: readonly (readonly string[])[]): string[] {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  return lines.map((line) =>
    line
      .map((cell, column) => (column === line.length - 1 ? cell : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}
