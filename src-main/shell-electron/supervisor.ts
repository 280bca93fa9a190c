import { setTimeout as sleep } from 'node:timers/promises'
import { LumitagError } from '../../src-shared/errors.ts'
import type { Wire } from '../../src-shared/port.ts'
import type { Client } from '../../src-shared/rpcClient.ts'
import type { ProcessContract } from '../engine/processContract.ts'
import { startEngine, type EngineFiles, type EngineProcess } from './engineProcess.ts'

/** A ping is sent this often; the engine is taken for stuck when so many in a row stay unanswered. */
const HEARTBEAT_MS = 10_000
const MISSED_PINGS = 3
/** Wait before the first restart; doubles with each death soon after a start. */
const BACK_OFF_MS = 250
/** An engine that lived this long was healthy: its death counts as the first. */
const HEALTHY_MS = 60_000
const MAX_DEATHS = 6
/** Time to finish the photo in hand when quitting. */
const CLOSING_MS = 10_000
const WAIT_MS = 1000

export interface SupervisorOptions extends EngineFiles {
  log(text: string): void
  /** Of this program. An engine of another one was installed meanwhile, and is not talked to. */
  version: string
  heartbeatMs?: number
  backOffMs?: number
}

export interface Supervisor {
  /**
   * A wire to the engine for one window. Waits while the engine starts; closes when it dies. Where it was given up (its
   * library cannot be opened, or it died too often), this is another try.
   */
  open(): Promise<Wire>
  /** The same, but waits until somebody's try succeeds. */
  whenReady(): Promise<Wire>
  /** What only the shell may ask. Waits while the engine starts. */
  ask: Client<ProcessContract>['call']
  /** Ends the engine in order, within ten seconds. */
  stop(): Promise<void>
}

/** Keeps one engine running: starts it, starts it again when it dies or hangs, and ends it. */
export function superviseEngine(options: SupervisorOptions): Supervisor {
  const { log, heartbeatMs = HEARTBEAT_MS, backOffMs = BACK_OFF_MS } = options
  const stopping = new AbortController()
  let engine: EngineProcess | undefined
  let ready = newPromise<EngineProcess>()
  let givenUp = false

  async function run(): Promise<void> {
    let deaths = 0
    while (!stopping.signal.aborted) {
      const startedAt = performance.now()
      engine = startEngine(options, log)
      const refusal = await engine.client.call('ready', undefined).then(
        ({ version }) => (version === options.version ? undefined : outdated(version)),
        (error: LumitagError) => error,
      )
      // the engine lives and says why it cannot work: another start would not help
      if (refusal && refusal.code !== 'ENGINE_DIED') {
        await engine.stop(CLOSING_MS)
        return fail(refusal)
      }
      if (!refusal) {
        ready.resolve(engine)
        const stopHeartbeat = watch(engine)
        await engine.gone
        stopHeartbeat()
        ready = newPromise()
      }
      const reason = await engine.gone
      if (stopping.signal.aborted) break
      deaths = performance.now() - startedAt > HEALTHY_MS ? 1 : deaths + 1
      log(`The engine ${reason} (${deaths} in a row).`)
      if (deaths >= MAX_DEATHS)
        return fail(
          new LumitagError(
            'ENGINE_FAILED',
            `The engine stopped ${deaths} times in a row (${reason}). See the log.`,
          ),
        )
      await sleep(backOffMs * 2 ** (deaths - 1), undefined, { signal: stopping.signal }).catch(() => {})
    }
    ready.reject(new LumitagError('CANCELLED', 'Lumitag is closing.'))
  }

  function fail(error: LumitagError): void {
    log(`There is no engine: ${error.message}`)
    givenUp = true
    ready.reject(error)
  }

  /** Kills an engine that does not answer. Counted in pings, not in time, so that a computer's sleep does no harm. */
  function watch(watched: EngineProcess): () => void {
    let unanswered = 0
    const timer = setInterval(() => {
      if (unanswered >= MISSED_PINGS) {
        log('The engine does not answer.')
        watched.kill()
        return
      }
      unanswered++
      watched.client.call('ping', undefined).then(
        () => (unanswered = 0),
        () => {},
      )
    }, heartbeatMs)
    return () => clearInterval(timer)
  }

  let running = run()
  return {
    async open() {
      if (givenUp && !stopping.signal.aborted) {
        givenUp = false
        ready = newPromise()
        running = run()
      }
      return (await ready.promise).open()
    },
    async whenReady() {
      while (givenUp && !stopping.signal.aborted) await sleep(WAIT_MS, undefined, { signal: stopping.signal })
      return (await ready.promise).open()
    },
    ask: async (name, input, signal) => (await ready.promise).client.call(name, input, signal),
    async stop() {
      stopping.abort()
      await engine?.stop(CLOSING_MS)
      await running
    },
  }
}

const outdated = (version: string): LumitagError =>
  new LumitagError(
    'OUTDATED',
    `Lumitag ${version} was installed while this one ran. Restart Lumitag: nothing is lost.`,
  )

/** A promise that nobody needs to wait for. */
function newPromise<T>(): PromiseWithResolvers<T> {
  const made = Promise.withResolvers<T>()
  made.promise.catch(() => {})
  return made
}
