import { formatBytes } from '../../../src-shared/bytes.ts'
import type { Job } from '../../../src-shared/schemas/job.ts'
import { count, countOf, timeLeft } from '../../format.ts'
import { secondsLeft, syncWords } from '../../state/jobs.svelte.ts'

/** A download counts bytes, everything else photos. */
const amountOf = (job: Job): ((value: number) => string) => (job.kind === 'install' ? formatBytes : count)

/** How far a job is: "3,120 / 12,408", "41/s", "4 min left". */
export function progressWords(job: Job): string[] {
  const amount = amountOf(job)
  const left = secondsLeft(job)
  return [
    job.state === 'queued'
      ? 'waiting'
      : job.total === null
        ? amount(job.done)
        : `${amount(job.done)} / ${amount(job.total)}`,
    job.state === 'running' && job.rate > 0
      ? `${job.rate < 10 ? job.rate.toFixed(1) : amount(Math.round(job.rate))}/s`
      : '',
    job.state === 'paused' ? 'paused' : left === null ? '' : timeLeft(left),
  ].filter(Boolean)
}

/** What became of a job that has ended. */
export function endWords(job: Job): string {
  if (job.state === 'cancelled') return 'stopped'
  if (job.state === 'failed') return job.message ?? 'did not finish'
  if (job.kind === 'sync') return syncWords(job) || 'nothing to do'
  const done = job.done > 0 ? `${amountOf(job)(job.done)}${job.kind === 'install' ? '' : ' done'}` : 'done'
  return job.failed > 0 ? `${done}, ${countOf(job.failed, 'problem')}` : done
}
