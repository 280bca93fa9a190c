import type { PhotoSource } from '../../../src-shared/schemas/photo.ts'
import type { SidecarChange } from '../../../src-shared/schemas/sidecar.ts'
import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import { sum } from '../folderRun.ts'
import type { Output } from '../output.ts'
import { runJobs } from '../progress.ts'

/** Writes sidecars of all photos, or says what it would write. */
export async function exportCommand(
  engine: Engine,
  options: { dryRun?: boolean },
  output: Output,
): Promise<number> {
  const source: PhotoSource = { kind: 'all' }
  if (options.dryRun) return dryRun(engine, source, output)
  const done = await exportSidecars(engine, source, output)
  output.say(`Sidecars: ${done.written} written, ${done.unchanged} unchanged, ${done.failed} failed.`)
  output.event({ event: 'summary', ...done })
  return done.failed > 0 ? exitCodes.someFailed : exitCodes.done
}

async function dryRun(engine: Engine, source: PhotoSource, output: Output): Promise<number> {
  const { changes, ...counts } = await engine.call('sidecars.preview', { source })
  for (const change of changes) {
    output.event({ event: 'change', ...change })
    output.say(describe(change))
  }
  output.say(
    `\nDry run, nothing was written: ${counts.create} sidecars would be created, ${counts.change} changed, ${counts.unchanged} are as they should be, ${counts.refuse} cannot be written.`,
  )
  output.event({ event: 'summary', dryRun: true, ...counts })
  return counts.refuse > 0 ? exitCodes.someFailed : exitCodes.done
}

function describe({ photo, sidecar, action, added, removed, problem }: SidecarChange): string {
  if (problem) return `refuse  ${photo}\n        ${problem.message} (${problem.code})`
  const lines = [...added.map((tag) => `        + ${tag}`), ...removed.map((tag) => `        - ${tag}`)]
  return [`${action}  ${sidecar}`, ...lines].join('\n')
}

/** Writes the sidecars of a source's photos; problems are listed. */
export async function exportSidecars(
  engine: Engine,
  source: PhotoSource,
  output: Output,
): Promise<{ written: number; unchanged: number; failed: number }> {
  await engine.call('sidecars.export', { source })
  const jobs = await runJobs(engine, output)
  for (const { id, kind, state, message } of jobs) {
    if (kind !== 'export') continue
    if (state === 'failed') output.note(`Writing sidecars failed: ${message}`)
    const problems = await engine.call('jobs.problems', { id })
    for (const problem of problems) output.event({ event: 'skipped', ...problem })
    if (problems.length > 0) {
      output.say(`\n${problems.length} sidecars could not be written:`)
      output.table(
        ['Photo', 'Code', 'Why'],
        problems.map(({ path, code, message: why }) => [path, code, why]),
      )
    }
  }
  const field = (name: string): number => sum(jobs, 'export', name)
  const broken = jobs.filter(({ kind, state }) => kind === 'export' && state === 'failed').length
  return { written: field('written'), unchanged: field('unchanged'), failed: field('failed') + broken }
}
