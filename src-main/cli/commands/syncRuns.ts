import { LumitagError } from '../../../src-shared/errors.ts'
import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'
import { runJobs } from '../progress.ts'
import { LISTED, sayProblems } from './sync.ts'
import { describeChange } from './syncChange.ts'

/** Gives sidecars and tags back what they were before a run; without one: lists the runs. */
export async function undoCommand(engine: Engine, run: string | undefined, output: Output): Promise<number> {
  if (run === undefined) {
    const runs = await engine.call('sidecars.runs')
    for (const known of runs) output.event({ event: 'run', ...known })
    output.table(
      ['Run', 'What', 'Written', 'Taken in', 'Undone'],
      runs.map(({ id, direction, result, undoneAt }) => [
        id,
        direction,
        String(result?.written ?? '?'),
        String(result?.imported ?? '?'),
        undoneAt ?? '',
      ]),
    )
    if (runs.length === 0) output.say('There is no run that could be undone.')
    return exitCodes.done
  }
  const { id } = await engine.call('sidecars.undo', { run })
  const job = (await runJobs(engine, output)).find((ended) => ended.id === id)
  if (!job || job.state !== 'done')
    throw new LumitagError('INTERNAL', job?.message ?? 'The undo did not finish. Try it again.')
  await sayProblems(engine, id, output)
  const { restored = 0, deleted = 0, failed = 0 } = job.result ?? {}
  output.say(`Undone: ${restored} sidecars restored, ${deleted} deleted, ${failed} left as they are.`)
  output.event({ event: 'summary', run, restored, deleted, failed })
  return failed > 0 ? exitCodes.someFailed : exitCodes.done
}

/** What a run did, photo by photo, as its dry run would have said it. */
export async function reportCommand(engine: Engine, id: string, output: Output): Promise<void> {
  const { run, changes, changed } = await engine.call('sidecars.report', { run: id, most: LISTED })
  for (const change of changes) {
    output.event({ event: 'change', ...change })
    output.say(describeChange(change))
  }
  if (changed > changes.length) output.say(`… and ${changed - changes.length} more`)
  await sayProblems(engine, run.jobId, output)
  const { milliseconds = 0, ...counts } = run.result ?? {}
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`)
  output.say(
    run.result ? `\n${parts.join(', ')}; ${(milliseconds / 1000).toFixed(1)} s.` : '\nIt was cut off.',
  )
  output.event({ event: 'summary', ...run.result, run: run.id, undoneAt: run.undoneAt })
}
