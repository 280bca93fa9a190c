import { cpus, totalmem } from 'node:os'
import type { Bench } from './context.ts'
import { measureLimits } from './machine/limits.ts'
import { watchLoad } from './machine/load.ts'
import type { Report, Row } from './report.ts'
import { goalText, LeftOut, rounded, type RowDefinition } from './row.ts'
import { rowLine } from './table.ts'

/** Rows that broke: not measured, and not for a reason that is nobody's fault. */
export interface Outcome {
  report: Report
  failures: { id: string; error: unknown }[]
}

/** Measures the machine's limits, then row by row. A row that cannot be measured does not stop the others. */
export async function runRows(rows: readonly RowDefinition[], bench: Bench): Promise<Outcome> {
  const report: Report = {
    madeAt: new Date().toISOString(),
    quick: bench.quick,
    machine: describeMachine(),
    limits: await measureLimits(bench.quick),
    rows: [],
    leftOut: [],
  }
  bench.say(
    Object.entries({ ...report.machine, ...report.limits })
      .map(([name, figure]) => `${name} ${figure}`)
      .join(', '),
  )
  const failures: Outcome['failures'] = []
  for (const definition of rows) {
    const { id } = definition
    try {
      const row = await measureRow(definition, bench)
      report.rows.push(row)
      bench.say(rowLine(row))
    } catch (error) {
      if (error instanceof LeftOut) report.leftOut.push({ id, reason: error.message })
      else failures.push({ id, error })
      bench.say(`${id}: ${error instanceof LeftOut ? 'left out' : 'failed'}. ${(error as Error).message}`)
    }
  }
  return { report, failures }
}

async function measureRow({ id, goal, unit, measure }: RowDefinition, bench: Bench): Promise<Row> {
  const othersSince = watchLoad()
  const { value, figures } = await measure(bench)
  const others = othersSince()
  if (!Number.isFinite(value)) throw new Error(`The measurement gave ${value}.`)
  return {
    ...{ id, value: rounded(value), goal: goalText(goal), unit },
    figures: { ...figures, ...(others !== undefined && { othersCores: Math.round(others * 100) / 100 }) },
  }
}

function describeMachine(): Report['machine'] {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: rounded(totalmem() / 1e9),
    system: `${process.platform}-${process.arch}`,
    node: process.versions.node,
  }
}
