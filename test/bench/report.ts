import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ArgumentError } from './arguments.ts'

const figures = z.record(z.string(), z.union([z.number(), z.string()]))

const report = z.object({
  madeAt: z.string(),
  /** a run with small material, which says nothing about speed */
  quick: z.boolean(),
  machine: figures,
  limits: figures,
  rows: z.array(z.object({ id: z.string(), value: z.number(), goal: z.string(), unit: z.string(), figures })),
  /** rows that could not be measured, and why */
  leftOut: z.array(z.object({ id: z.string(), reason: z.string() })),
})

/** What `--json` writes and `--compare` reads. */
export type Report = z.output<typeof report>
export type Row = Report['rows'][number]

/** The report in a file that an earlier run wrote. */
export function readReport(file: string): Report {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ArgumentError(`--compare: ${file} cannot be read (${(error as Error).message}).`)
  }
  const { data, error } = report.safeParse(json)
  if (data) return data
  const { path, message } = error.issues[0]!
  throw new ArgumentError(
    `--compare: ${file} was not written by this bench (${path.join('.') || 'all of it'}: ${message}). Name a file that --json wrote.`,
  )
}
