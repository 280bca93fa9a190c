import { LumitagError } from '../../../src-shared/errors.ts'
import type { PhotoSource } from '../../../src-shared/schemas/photo.ts'
import type { SidecarChange, SyncChoice, SyncDirection } from '../../../src-shared/schemas/sidecar.ts'
import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'
import { runJobs } from '../progress.ts'

export interface SyncOptions {
  dryRun?: boolean
  /** the side that is right in conflicts */
  resolve?: SyncChoice
}

/** Counts of a sync, and the name to undo it by. */
export interface SyncDone {
  run: string | null
  written: number
  unchanged: number
  imported: number
  dropped: number
  conflicts: number
  failed: number
}

const EVERYTHING: PhotoSource = { kind: 'all' }
/** More changes than this are counted and not listed. */
const LISTED = 100_000

/** Brings tags and sidecars of the whole library together in one direction or both, or says what it would do. */
export async function syncCommand(
  engine: Engine,
  direction: SyncDirection,
  options: SyncOptions,
  output: Output,
): Promise<number> {
  if (options.dryRun) return dryRun(engine, direction, options, output)
  const done = await syncSidecars(engine, EVERYTHING, direction, output, options.resolve)
  output.say(
    `Sidecars: ${done.written} written, ${done.unchanged} unchanged, ${done.failed} failed. Tags: ${done.imported} taken in, ${done.dropped} taken off.`,
  )
  if (done.conflicts > 0)
    output.say(
      `${done.conflicts} conflicts wait for a choice: "lumitag sync --dry-run" shows them, --resolve ours|theirs settles them.`,
    )
  if (done.run && done.written + done.imported + done.dropped > 0)
    output.say(`To take it back: lumitag undo ${done.run}`)
  output.event({ event: 'summary', ...done })
  return exitCodeOf(done.failed, done.conflicts)
}

async function dryRun(
  engine: Engine,
  direction: SyncDirection,
  { resolve }: SyncOptions,
  output: Output,
): Promise<number> {
  const { changes, changed, ...counts } = await engine.call('sidecars.preview', {
    source: EVERYTHING,
    direction,
    all: resolve ?? null,
    most: LISTED,
  })
  for (const change of changes) {
    output.event({ event: 'change', ...change })
    output.say(describe(change))
  }
  if (changed > changes.length) output.say(`… and ${changed - changes.length} more`)
  output.say(
    `\nDry run, nothing was written: ${counts.create} sidecars would be created, ${counts.change} changed, ${counts.unchanged} are as they should be, ${counts.refuse} cannot be written; ${counts.imported} tags would be taken in, ${counts.dropped} taken off; ${counts.conflicts} conflicts.`,
  )
  output.event({ event: 'summary', dryRun: true, ...counts })
  return exitCodeOf(counts.refuse, counts.conflicts)
}

/** As a diff: + and - in the sidecar, > taken in here, < taken off here, ! to be decided. */
function describe(change: SidecarChange): string {
  if (change.problem)
    return `refuse  ${change.photo}\n        ${change.problem.message} (${change.problem.code})`
  const lines = [
    ...change.added.map((tag) => `+ ${tag}`),
    ...change.removed.map((tag) => `- ${tag}`),
    ...change.imported.map((tag) => `> ${tag}`),
    ...change.dropped.map((tag) => `< ${tag}`),
    ...change.conflicts.map(({ code, message, open }) => `${open ? '!' : ' '} ${message} (${code})`),
    ...change.notices.map(({ code, message }) => `  ${message} (${code})`),
  ]
  return [`${change.action.padEnd(6)}  ${change.sidecar}`, ...lines.map((line) => `        ${line}`)].join(
    '\n',
  )
}

/** Syncs the sidecars of a source's photos; problems are listed. */
export async function syncSidecars(
  engine: Engine,
  source: PhotoSource,
  direction: SyncDirection,
  output: Output,
  all: SyncChoice | null = null,
): Promise<SyncDone> {
  const { id } = await engine.call('sidecars.sync', { source, direction, all })
  const job = (await runJobs(engine, output)).find((ended) => ended.id === id)
  if (job?.state === 'failed') output.note(`The sync failed: ${job.message}`)
  await sayProblems(engine, id, output)
  const run = (await engine.call('sidecars.runs')).find(({ jobId }) => jobId === id)
  const count = (name: string): number => job?.result?.[name] ?? 0
  return {
    run: run?.id ?? null,
    written: count('written'),
    unchanged: count('unchanged'),
    imported: count('imported'),
    dropped: count('dropped'),
    conflicts: count('conflicts'),
    failed: count('failed') + (job?.state === 'failed' ? 1 : 0),
  }
}

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

async function sayProblems(engine: Engine, id: number, output: Output): Promise<void> {
  const problems = await engine.call('jobs.problems', { id })
  for (const problem of problems) output.event({ event: 'skipped', ...problem })
  if (problems.length === 0) return
  output.say(`\n${problems.length} sidecars were left as they are:`)
  output.table(
    ['Photo', 'Code', 'Why'],
    problems.map(({ path, code, message }) => [path, code, message]),
  )
}

const exitCodeOf = (failed: number, conflicts: number): number =>
  failed > 0 ? exitCodes.someFailed : conflicts > 0 ? exitCodes.conflicts : exitCodes.done
