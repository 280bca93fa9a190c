import { writeFileSync } from 'node:fs'
import { ArgumentError, parseArguments, USAGE } from './arguments.ts'
import { openBench } from './context.ts'
import { cacheFolder } from './material/cache.ts'
import { readReport } from './report.ts'
import { rows } from './rows/all.ts'
import { runRows } from './run.ts'
import { comparisonTable, reportTable } from './table.ts'

/* Entry of `npm run bench`. Progress goes to stderr, tables to stdout. Exit code 2: a wrong command line, 1: a row broke. */

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof ArgumentError)) throw error
  console.error(error.message)
  return 2
})

async function main(args: readonly string[]): Promise<number> {
  const { only, json, compare, quick, help } = parseArguments(
    args,
    rows.map(({ id }) => id),
  )
  if (help) {
    console.log(`${USAGE}\n\nRows: ${rows.map(({ id }) => id).join(', ')}`)
    return 0
  }
  const old = compare === null ? null : readReport(compare)
  const bench = openBench(cacheFolder(), quick, (line) => console.error(line))
  try {
    const wanted = only.length > 0 ? rows.filter(({ id }) => only.includes(id)) : rows
    const { report, failures } = await runRows(wanted, bench)
    if (json !== null) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`)
    console.log(reportTable(report))
    if (old) console.log(`\n${comparisonTable(old, report)}`)
    for (const { id, error } of failures) console.error(`\n${id} failed:`, error)
    return failures.length > 0 ? 1 : 0
  } finally {
    bench.close()
  }
}
