import { formatBytes } from '../../src-shared/bytes.ts'
import { formatDuration } from '../../src-shared/duration.ts'
import type { Job } from '../../src-shared/schemas/job.ts'
import type { Engine } from '../engine/engine.ts'
import type { Output } from './output.ts'

const BAR_WIDTH = 24
/** Without a terminal, a line now and then is enough. */
const LINE_EVERY_MS = 10_000

/**
 * Works off the queue, showing how it goes; answers the jobs that ended meanwhile. Other models are prepared only where
 * that was asked for: it can take hours.
 */
export async function runJobs(engine: Engine, output: Output, preparing = false): Promise<Job[]> {
  if (!preparing) await postponePreparing(engine, output)
  const before = new Set((await engine.call('jobs.list')).filter(isFinished).map(({ id }) => id))
  const stop = new AbortController()
  const show = output.json
    ? jsonProgress(output)
    : process.stderr.isTTY
      ? barProgress()
      : lineProgress(output)
  const following = (async () => {
    for await (const event of engine.handlers.events(undefined, { signal: stop.signal }))
      if (event.topic === 'jobs') for (const job of event.jobs) if (job.state === 'running') show.step(job)
  })()
  engine.start()
  await engine.idle()
  stop.abort()
  await following
  show.end()
  return (await engine.call('jobs.list')).filter((job) => isFinished(job) && !before.has(job.id))
}

async function postponePreparing(engine: Engine, output: Output): Promise<void> {
  for (const { id, kind, title, state, finishedAt } of await engine.call('jobs.list')) {
    if (kind !== 'prepare' || state === 'paused' || finishedAt !== null) continue
    await engine.call('jobs.pause', { id })
    output.note(`${title} waits. To go on: lumitag model prepare <id>`)
  }
}

const isFinished = ({ finishedAt }: Job): boolean => finishedAt !== null

interface Progress {
  step(job: Job): void
  end(): void
}

const jsonProgress = (output: Output): Progress => ({
  step: ({ kind, done, total, failed, rate }) =>
    output.event({ event: 'progress', phase: kind, done, total, failed, rate: Math.round(rate * 10) / 10 }),
  end() {},
})

/** "Indexing  ████████░░░░  312/583  41/s  7 s left" on one line that is drawn again and again. */
function barProgress(): Progress {
  return {
    step(job) {
      process.stderr.write(`\r\x1b[2K${describe(job, true).slice(0, process.stderr.columns - 1)}`)
    },
    end: () => void process.stderr.write('\r\x1b[2K'),
  }
}

function lineProgress(output: Output): Progress {
  let last = performance.now()
  return {
    step(job) {
      if (performance.now() - last < LINE_EVERY_MS) return
      last = performance.now()
      output.note(describe(job, false))
    },
    end() {},
  }
}

const TITLES: Record<Job['kind'], string> = {
  scan: 'Scanning',
  index: 'Indexing',
  prepare: 'Preparing',
  metadata: 'Reading metadata',
  sync: 'Syncing sidecars',
  undo: 'Undoing',
  install: 'Downloading',
}

function describe({ kind, done, total, failed, rate }: Job, bar: boolean): string {
  const share = total ? Math.min(1, (done + failed) / total) : 0
  const filled = Math.round(share * BAR_WIDTH)
  const left = total && rate > 0 ? `${formatDuration((total - done - failed) / rate)} left` : ''
  const inBytes = kind === 'install'
  const number = inBytes ? formatBytes : String
  return [
    TITLES[kind],
    bar && total !== null ? '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled) : '',
    total === null ? `${number(done)} found` : `${number(done)}/${number(total)}`,
    failed > 0 ? `${failed} failed` : '',
    rate > 0 ? `${inBytes ? formatBytes(rate) : rate.toFixed(rate < 10 ? 1 : 0)}/s` : '',
    left,
  ]
    .filter(Boolean)
    .join('  ')
}
