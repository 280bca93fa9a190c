import { BrowserWindow, Notification } from 'electron'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineContract } from '../../src-shared/contract.ts'
import { jobTitle } from '../../src-shared/jobTitle.ts'
import { connect } from '../../src-shared/rpcClient.ts'
import type { Job } from '../../src-shared/schemas/job.ts'
import type { Supervisor } from './supervisor.ts'
import { say } from './words.ts'

/** Work that took this long is told about when it is done, if nobody looks. */
const LONG_MS = 60_000
/** No bar; and a bar that shows no amount (Electron's convention). */
const NONE = -1
const UNKNOWN = 2

export interface ShowWorkOptions {
  engine: Supervisor
  /** brings the window to the front */
  showWindow(): void
  signal: AbortSignal
  longMs?: number
}

/** Shows the engine's work on the program's icon, and says so when long work ends while the window is not looked at. */
export async function showWork({
  engine,
  showWindow,
  signal,
  longMs = LONG_MS,
}: ShowWorkOptions): Promise<void> {
  /** jobs that are under way, with when they were first seen */
  const begun = new Map<number, number>()
  while (!signal.aborted) {
    try {
      const client = connect<EngineContract>(await engine.whenReady())
      try {
        for await (const event of client.stream('events', undefined, signal))
          if (event.topic === 'jobs') show(event.jobs)
      } finally {
        client.close()
      }
    } catch {
      // the engine is gone: the bar goes too, and the next one tells anew
    }
    show([])
    await sleep(1000, undefined, { signal }).catch(() => {})
  }

  function show(jobs: readonly Job[]): void {
    const running = jobs.filter(({ state }) => state === 'running')
    for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(amountOf(running))
    for (const { id } of running) if (!begun.has(id)) begun.set(id, Date.now())
    for (const job of jobs) {
      const since = begun.get(job.id)
      if (since === undefined || !['done', 'failed'].includes(job.state)) continue
      begun.delete(job.id)
      if (Date.now() - since >= longMs) tell(job)
    }
  }

  function tell(job: Job): void {
    if (BrowserWindow.getFocusedWindow() || !Notification.isSupported()) return
    const { text, values } = jobTitle(job)
    const notification = new Notification({ title: say(text, values), body: endOf(job) })
    notification.on('click', showWindow)
    notification.show()
  }
}

function endOf({ state, failed, message }: Job): string {
  if (state !== 'done') return message ?? say('It did not finish.')
  return failed === 0 ? say('Done.') : say('Done. Problems: {problems}', { problems: String(failed) })
}

/** How far all of it is, from 0 to 1. */
function amountOf(running: readonly Job[]): number {
  if (running.length === 0) return NONE
  const known = running.filter(({ total }) => total !== null && total > 0)
  if (known.length === 0) return UNKNOWN
  return known.reduce((sum, { done, total }) => sum + Math.min(1, done / total!), 0) / known.length
}
