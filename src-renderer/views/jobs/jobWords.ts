import type { Job } from '../../../src-shared/schemas/job.ts'
import { bytes, count, decimal, listOf, timeLeft } from '../../format.ts'
import { secondsLeft, syncWords } from '../../state/jobs.svelte.ts'
import { hear } from '../../words/hear.ts'
import { say } from '../../words/say.svelte.ts'

/** A download counts bytes, everything else photos. */
const amountOf = (job: Job): ((value: number) => string) => (job.kind === 'install' ? bytes : count)

/** How far a job is: "3,120 / 12,408", "41/s", "4 min left". */
export function progressWords(job: Job): string[] {
  const amount = amountOf(job)
  const left = secondsLeft(job)
  return [
    job.state === 'queued'
      ? say('waiting')
      : job.total === null
        ? amount(job.done)
        : `${amount(job.done)} / ${amount(job.total)}`,
    job.state === 'running' && job.rate > 0
      ? `${job.kind !== 'install' && job.rate < 10 ? decimal(job.rate, 1) : amount(Math.round(job.rate))}/s`
      : '',
    job.state === 'paused' ? say('paused') : left === null ? '' : timeLeft(left),
  ].filter(Boolean)
}

/** What became of a job that has ended. */
export function endWords(job: Job): string {
  if (job.state === 'cancelled') return say('stopped')
  if (job.state === 'failed') return job.message === null ? say('did not finish') : hear(job.message)
  if (job.kind === 'sync') return syncWords(job) || say('nothing to do')
  const done =
    job.done === 0
      ? say('done')
      : job.kind === 'install'
        ? bytes(job.done)
        : say('{photos, number} done', { photos: job.done })
  return job.failed > 0
    ? listOf([done, say('{problems, plural, one{# problem} other{# problems}}', { problems: job.failed })])
    : done
}
