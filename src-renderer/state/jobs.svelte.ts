import { jobTitle as titleOf } from '../../src-shared/jobTitle.ts'
import type { Job } from '../../src-shared/schemas/job.ts'
import { listOf } from '../format.ts'
import { say, translate } from '../words/say.svelte.ts'

export const isActive = (job: Job): boolean =>
  job.state === 'queued' || job.state === 'running' || job.state === 'paused'

/** What runs, and what has just ended with something to say. */
export class Jobs {
  #known: readonly Job[] = $state.raw([])
  /** ended jobs whose problems the user has not put away */
  #dismissed: ReadonlySet<number> = $state.raw(new Set())
  #waiting = new Map<number, (job: Job) => void>()
  /** jobs that ran while this window looked; older ones are history */
  #seen = new Set<number>()

  active: readonly Job[] = $derived.by(() => {
    const rank = (job: Job): number => (job.state === 'running' ? 0 : job.state === 'paused' ? 1 : 2)
    return this.#known.filter(isActive).sort((a, b) => rank(a) - rank(b) || a.id - b.id)
  })
  /** the newest ended job with problems */
  ended: Job | null = $derived.by(
    () =>
      this.#known.findLast(
        (job) => !isActive(job) && !this.#dismissed.has(job.id) && (job.state === 'failed' || job.failed > 0),
      ) ?? null,
  )

  /** News of jobs: those named are as they are now, others as they were. Returns those that have just ended. */
  update(news: readonly Job[]): Job[] {
    const byId = new Map(this.#known.map((job) => [job.id, job]))
    const ended: Job[] = []
    for (const job of news) {
      const before = byId.get(job.id)
      if (isActive(job)) this.#seen.add(job.id)
      else if (!this.#seen.has(job.id) && !this.#waiting.has(job.id)) continue
      byId.set(job.id, job)
      if (isActive(job) || (before && !isActive(before))) continue
      ended.push(job)
      this.#waiting.get(job.id)?.(job)
      this.#waiting.delete(job.id)
    }
    this.#known = [...byId.values()].sort((a, b) => a.id - b.id)
    return ended
  }

  get(id: number): Job | undefined {
    return this.#known.find((job) => job.id === id)
  }

  /** Resolves when the job has ended, well or not. */
  finished(job: Job): Promise<Job> {
    const now = this.get(job.id) ?? job
    if (!isActive(now)) return Promise.resolve(now)
    return new Promise((resolve) => this.#waiting.set(job.id, resolve))
  }

  dismiss(id: number): void {
    this.#dismissed = new Set([...this.#dismissed, id])
  }
}

/** Seconds until a job ends at its present pace; null while nobody can say. */
export function secondsLeft(job: Job): number | null {
  if (job.state !== 'running' || job.total === null || job.rate <= 0 || job.done >= job.total) return null
  return (job.total - job.done) / job.rate
}

/** What a finished sync did: "508 sidecars created, 96 changed, 12 were up to date". Zeros are left out. */
export function syncWords(job: Job): string {
  const {
    created = 0,
    written = 0,
    unchanged = 0,
    imported = 0,
    dropped = 0,
    marks = 0,
    conflicts = 0,
  } = job.result ?? {}
  const changed = written - created
  const parts = [
    [created, say('{sidecars, plural, one{# sidecar} other{# sidecars}} created', { sidecars: created })],
    [
      changed,
      created > 0
        ? say('{sidecars, number} changed', { sidecars: changed })
        : say('{sidecars, plural, one{# sidecar} other{# sidecars}} changed', { sidecars: changed }),
    ],
    [imported, say('{tags, plural, one{# tag} other{# tags}} taken in', { tags: imported })],
    [dropped, say('{tags, plural, one{# tag} other{# tags}} taken off', { tags: dropped })],
    [
      marks,
      say('stars or colours of {photos, plural, one{# photo} other{# photos}} taken in', { photos: marks }),
    ],
    [unchanged, say('{sidecars, number} up to date already', { sidecars: unchanged })],
    [conflicts, say('{conflicts, plural, one{# conflict} other{# conflicts}} left open', { conflicts })],
    [job.failed, say('{problems, plural, one{# problem} other{# problems}}', { problems: job.failed })],
  ] as const
  return listOf(parts.flatMap(([number, words]) => (number > 0 ? [words] : [])))
}

/** What a job is called. */
export function jobTitle(job: Job): string {
  const { text, values } = titleOf(job)
  return translate(text, values)
}
