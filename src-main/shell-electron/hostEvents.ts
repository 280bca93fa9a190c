import type { HostContract } from '../../src-shared/contract.ts'
import type { Output } from '../../src-shared/rpc.ts'

export type HostEvent = Output<HostContract, 'host.events'>

export interface HostEvents {
  /** Says something to all windows; what is said before one listens waits for it. */
  tell(event: HostEvent): void
  /** What one window hears, until the signal. */
  listen(signal: AbortSignal): AsyncGenerator<HostEvent>
}

/** What the desktop tells the window: a menu's entry, a folder that was opened. */
export function createHostEvents(): HostEvents {
  const listeners = new Set<(event: HostEvent) => void>()
  let unheard: HostEvent[] = []
  return {
    tell(event) {
      if (listeners.size === 0) unheard.push(event)
      for (const listener of listeners) listener(event)
    },
    async *listen(signal) {
      const inbox = unheard
      unheard = []
      let wake = (): void => {}
      const hear = (event: HostEvent): void => {
        inbox.push(event)
        wake()
      }
      const stop = (): void => wake()
      listeners.add(hear)
      signal.addEventListener('abort', stop)
      try {
        while (!signal.aborted) {
          const event = inbox.shift()
          if (event) yield event
          else await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        listeners.delete(hear)
        signal.removeEventListener('abort', stop)
      }
    },
  }
}
