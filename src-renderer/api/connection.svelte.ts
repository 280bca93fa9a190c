import type { EngineEvent, ShellContract } from '../../src-shared/contract.ts'
import { LumitagError } from '../../src-shared/errors.ts'
import type { Wire } from '../../src-shared/port.ts'
import type { CallName, Input, Output } from '../../src-shared/rpc.ts'
import { connect, type Client } from '../../src-shared/rpcClient.ts'

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

/** The line to the engine. When it breaks, it is opened again, later and later, until it works. */
export class Connection implements Api {
  state: 'connecting' | 'ready' | 'lost' | 'refused' = $state('connecting')
  #client: Client<ShellContract> | undefined
  #open: () => Promise<Wire>
  #wake: (() => void) | undefined

  constructor(open: () => Promise<Wire>) {
    this.#open = open
  }

  call: Api['call'] = (name, input, signal) =>
    this.#client
      ? this.#client.call(name, input, signal)
      : Promise.reject(new LumitagError('ENGINE_DIED', 'The connection to the engine was lost.'))

  /**
   * Opens the line and keeps it open for as long as the page lives. `onReady` is called after each opening: whatever
   * was shown may be out of date. The first opening failing means that this tab was never let in.
   */
  async run(onReady: () => void, onEvent: (event: EngineEvent) => void): Promise<void> {
    let wait = FIRST_WAIT
    for (;;) {
      try {
        const client = connect<ShellContract>(await this.#open())
        this.#client = client
        this.state = 'ready'
        wait = FIRST_WAIT
        onReady()
        for await (const event of client.stream('events', undefined)) onEvent(event)
      } catch {
        if (this.state === 'connecting') {
          this.state = 'refused'
          return
        }
      }
      this.#client?.close()
      this.#client = undefined
      this.state = 'lost'
      await this.#pause(wait)
      wait = Math.min(wait * 2, LONGEST_WAIT)
    }
  }

  /** Do not wait any longer. */
  retryNow(): void {
    this.#wake?.()
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
