import type { EngineEvent, ShellContract } from '../../src-shared/contract.ts'
import { LumitagError, type ErrorCode } from '../../src-shared/errors.ts'
import { MOST_PHOTOS } from '../../src-shared/limits.ts'
import type { Wire } from '../../src-shared/port.ts'
import type { CallName, Input, Output, StreamName } from '../../src-shared/rpc.ts'
import { connect, type Client } from '../../src-shared/rpcClient.ts'
import { say } from '../words/say.svelte.ts'

export type HostEvent = Output<ShellContract, 'host.events'>

/** What the views need of the engine: calls, and to be told what changed. */
export interface Api {
  call<K extends CallName<ShellContract>>(
    name: K,
    input: Input<ShellContract, K>,
    signal?: AbortSignal,
  ): Promise<Output<ShellContract, K>>
}

const FIRST_WAIT = 500
const LONGEST_WAIT = 10_000
/** The engine is asked for a sign of life this often, and may take this long to give it. */
const PULSE = 10_000
/** What passes by itself, so that it is worth trying again unasked. */
const PASSING: readonly ErrorCode[] = ['ENGINE_DIED', 'LIBRARY_IN_USE', 'LIBRARY_BUSY', 'NO_SPACE', 'IO']

/** Who is told what comes over the line. */
export interface Listeners {
  /** after each opening: whatever was shown may be out of date */
  onReady(): void
  onEvent(event: EngineEvent): void
  onHostEvent(event: HostEvent): void
}

/** Whether a call names more photos than the engine takes: a browser's line would break under so many. */
function namesTooMany(input: unknown): boolean {
  type Named = { photoIds?: readonly number[]; source?: { ids?: readonly number[] } } | undefined
  const { photoIds, source } = (input as Named) ?? {}
  return [photoIds, source?.ids].some((ids) => ids !== undefined && ids.length > MOST_PHOTOS)
}
const tooMany = (): LumitagError =>
  new LumitagError(
    'BAD_INPUT',
    say('That works for up to {most, number} photos at once. Select fewer.', { most: MOST_PHOTOS }),
  )

/** The line to the engine. When it breaks, it is opened again, later and later, until it works. */
export class Connection implements Api {
  state: 'connecting' | 'ready' | 'lost' | 'refused' = $state('connecting')
  /** why there is no engine, where that is known and more than a passing crash */
  problem: LumitagError | null = $state.raw(null)
  /** the engine is there and has not answered for a while */
  silent = $state(false)
  #client: Client<ShellContract> | undefined
  #open: () => Promise<Wire>
  #wake: (() => void) | undefined

  constructor(open: () => Promise<Wire>) {
    this.#open = open
  }

  call: Api['call'] = (name, input, signal) => {
    if (!this.#client)
      return Promise.reject(new LumitagError('ENGINE_DIED', 'The connection to the engine was lost.'))
    return namesTooMany(input) ? Promise.reject(tooMany()) : this.#client.call(name, input, signal)
  }

  /** Items as they come; stopped by the signal, or by whoever stops reading. */
  stream<K extends StreamName<ShellContract>>(
    name: K,
    input: Input<ShellContract, K>,
    signal?: AbortSignal,
  ): AsyncIterable<Output<ShellContract, K>> {
    if (this.#client) return this.#client.stream(name, input, signal)
    throw new LumitagError('ENGINE_DIED', 'The connection to the engine was lost.')
  }

  /** Opens the line and keeps it open for as long as the page lives. Who cannot open it at first was never let in. */
  async run(listeners: Listeners): Promise<void> {
    let wait = FIRST_WAIT
    for (;;) {
      const problem = await this.#live(listeners, () => (wait = FIRST_WAIT)).catch((error: unknown) => error)
      if (this.state === 'connecting' && !this.#client) {
        this.state = 'refused'
        return
      }
      this.silent = false
      const code = problem instanceof LumitagError ? problem.code : 'ENGINE_DIED'
      this.problem = code === 'ENGINE_DIED' ? null : (problem as LumitagError)
      this.state = 'lost'
      await this.#pause(PASSING.includes(code) ? wait : Infinity)
      wait = Math.min(wait * 2, LONGEST_WAIT)
    }
  }

  /** One life of the line; throws the reason for its end. */
  async #live({ onReady, onEvent, onHostEvent }: Listeners, opened: () => void): Promise<void> {
    const client = connect<ShellContract>(await this.#open())
    // until now the old line was good for what the desktop answers
    this.#client?.close()
    this.#client = client
    const listen = async (): Promise<void> => {
      for await (const event of client.stream('host.events', undefined)) onHostEvent(event)
    }
    listen().catch(() => {})
    let isFirst = true
    for await (const event of client.stream('events', undefined)) {
      // the stream begins with the jobs there are: proof that there is an engine
      if (isFirst) {
        isFirst = false
        this.problem = null
        this.state = 'ready'
        opened()
        void this.#feelPulse(client)
        onReady()
      }
      onEvent(event)
    }
  }

  /** Notices an engine that does not answer any more, and one that does again. */
  async #feelPulse(client: Client<ShellContract>): Promise<void> {
    while (this.#client === client) {
      const timer = setTimeout(() => (this.silent = this.#client === client), PULSE)
      await client.call('library.ping', undefined).catch(() => {})
      clearTimeout(timer)
      if (this.#client === client) this.silent = false
      await new Promise((resolve) => setTimeout(resolve, PULSE))
    }
  }

  /** Do not wait any longer. */
  retryNow(): void {
    this.#wake?.()
  }

  /** Until the time is up (never, if it is infinite) or somebody does not want to wait. */
  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = milliseconds < Infinity ? setTimeout(resolve, milliseconds) : undefined
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
