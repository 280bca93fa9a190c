import type { PhotoSource } from '../../../src-shared/schemas/photo.ts'
import type { SyncChoice, SyncDirection, SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import type { Engine } from '../../engine/engine.ts'
import { countOf } from '../cells.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'
import { runJobs } from '../progress.ts'
import { describeChange } from './syncChange.ts'

export interface SyncOptions {
  dryRun?: boolean
  /** the side that is right in conflicts */
  resolve?: SyncChoice
  /** sidecars are made also where what the photo has inside cannot be copied */
  unseeded?: boolean
}

/** Counts of a sync, and the name to undo it by. */
export interface SyncDone {
  run: string | null
  written: number
  unchanged: number
  imported: number
  dropped: number
  /** photos whose stars, flag or colour came in */
  marks: number
  conflicts: number
  failed: number
}

/** More changes than this are counted and not listed. */
export const LISTED = 100_000

/** Brings tags and sidecars of photos (none named: of all) together in one direction or both, or says what it would do. */
export async function syncCommand(
  engine: Engine,
  direction: SyncDirection,
  photos: readonly string[],
  options: SyncOptions,
  output: Output,
): Promise<number> {
  const { dryRun, resolve = null, unseeded = false } = options
  const request = { source: await sourceOf(engine, photos), direction, all: resolve, unseeded }
  if (dryRun) return sayDryRun(engine, request, output)
  const done = await syncSidecars(engine, request, output)
  if (output.json && done.run !== null) {
    const { changes } = await engine.call('sidecars.report', { run: done.run, most: LISTED })
    for (const change of changes) output.event({ event: 'change', ...change })
  }
  output.say(
    `Sidecars: ${done.written} written, ${done.unchanged} unchanged, ${done.failed} failed. Tags: ${done.imported} taken in, ${done.dropped} taken off.${marksWords(done.marks, 'taken in')}`,
  )
  if (done.conflicts > 0)
    output.say(
      `${done.conflicts} conflicts wait for a choice: "lumitag sync --dry-run" shows them, --resolve ours|theirs settles them.`,
    )
  if (done.run && done.written + done.imported + done.dropped + done.marks > 0)
    output.say(`To take it back: lumitag undo ${done.run}`)
  output.event({ event: 'summary', ...done })
  return exitCodeOf(done.failed, done.conflicts)
}

async function sourceOf(engine: Engine, photos: readonly string[]): Promise<PhotoSource> {
  if (photos.length === 0) return { kind: 'all' }
  const found = await Promise.all(photos.map((path) => engine.call('photos.locate', { path })))
  return { kind: 'photos', ids: found.map(({ id }) => id) }
}

type Request = Pick<SyncRequest, 'source' | 'direction' | 'all' | 'unseeded'>

async function sayDryRun(engine: Engine, request: Request, output: Output): Promise<number> {
  const { changes, changed, ...counts } = await engine.call('sidecars.preview', { ...request, most: LISTED })
  for (const change of changes) {
    output.event({ event: 'change', ...change })
    output.say(describeChange(change))
  }
  if (changed > changes.length) output.say(`… and ${changed - changes.length} more`)
  output.say(
    `\nDry run, nothing was written: ${counts.create} sidecars would be created, ${counts.change} changed, ${counts.unchanged} are as they should be, ${counts.refuse} cannot be written; ${counts.imported} tags would be taken in, ${counts.dropped} taken off; ${counts.conflicts} conflicts.${marksWords(counts.marks, 'would be taken in')}`,
  )
  output.event({ event: 'summary', dryRun: true, ...counts })
  return exitCodeOf(counts.refuse, counts.conflicts)
}

/** Syncs the sidecars of a source's photos; problems are listed. */
export async function syncSidecars(
  engine: Engine,
  request: Pick<SyncRequest, 'source' | 'direction'> & Partial<Request>,
  output: Output,
): Promise<SyncDone> {
  const { id } = await engine.call('sidecars.sync', request)
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
    marks: count('marks'),
    conflicts: count('conflicts'),
    failed: count('failed') + (job?.state === 'failed' ? 1 : 0),
  }
}

/** Lists what a job could not do, and why. */
export async function sayProblems(engine: Engine, id: number, output: Output): Promise<void> {
  const problems = await engine.call('jobs.problems', { id })
  for (const problem of problems) output.event({ event: 'skipped', ...problem })
  if (problems.length === 0) return
  output.say(`\n${problems.length} sidecars were left as they are:`)
  output.table(
    ['Photo', 'Code', 'Why'],
    problems.map(({ path, code, message }) => [path, code, message]),
  )
}

const marksWords = (photos: number, what: string): string =>
  photos > 0 ? ` Stars or colours of ${countOf(photos, 'photo')} ${what}.` : ''

const exitCodeOf = (failed: number, conflicts: number): number =>
  failed > 0 ? exitCodes.someFailed : conflicts > 0 ? exitCodes.conflicts : exitCodes.done
