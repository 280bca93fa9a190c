import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface Options {
  /** ids of the rows to measure; all where none is named */
  only: string[]
  /** file that the report is written to */
  json: string | null
  /** file of an earlier report */
  compare: string | null
  quick: boolean
  help: boolean
}

/** Something about the command line is wrong; the message says what. */
export class ArgumentError extends Error {}

export const USAGE = `npm run bench -- [--only <id>,<id>] [--json <file>] [--compare <old.json>] [--quick]

Measures this computer's limits, then how near to them Lumitag comes. The first run makes its material (up to 9 GB, in
LUMITAG_BENCH_CACHE, else the system's folder for caches) and fetches transformers.js; test/bench/README.md says more.

  --only <id>,<id>      only these rows
  --json <file>         write the rows with the figures behind them
  --compare <old.json>  afterwards compare with a report that --json wrote
  --quick               small material, one round: whether everything works, not how fast it is`

/** The command line, checked: an ArgumentError says what is wrong. Paths are relative to the current folder. */
export function parseArguments(args: readonly string[], ids: readonly string[]): Options {
  const { only, json, compare, quick = false, help = false } = parse(args)
  const wanted = (only ?? []).flatMap((list) => list.split(',')).filter(Boolean)
  if (only && wanted.length === 0) throw new ArgumentError('--only names no row.')
  const unknown = wanted.filter((id) => !ids.includes(id))
  if (unknown.length > 0)
    throw new ArgumentError(`There is no row ${unknown.join(', ')}. There are: ${ids.join(', ')}`)
  if (json !== undefined && !existsSync(dirname(resolve(json))))
    throw new ArgumentError(`--json: the folder ${dirname(resolve(json))} is not there.`)
  return { only: wanted, json: json ?? null, compare: compare ?? null, quick, help }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        json: { type: 'string' },
        compare: { type: 'string' },
        quick: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new ArgumentError((error as Error).message)
  }
}
