import type { Wire } from '../../src-shared/port.ts'

/*
 * Many wires over one process's messages: each window has a channel of its own, and so has the supervisor (channel 0,
 * the first that is opened). Messages are JSON: V8's own format is not the same in Electron and in Node.
 */

export interface Envelope {
  channel: number
  type: 'open' | 'message' | 'close'
  message?: unknown
}

export interface Channels {
  /** A new wire; the other side is handed its end through `accept`. */
  open(): Wire
  /** What arrived from the other process. */
  receive(envelope: unknown): void
  /** The other process is gone: every wire closes, and so does every wire opened from now on. */
  end(): void
}

interface Channel {
  listening: ((message: unknown) => void)[]
  closing: (() => void)[]
}

/** One side of the channels between two processes; only the side that does not `accept` opens them. */
export function createChannels(
  send: (envelope: Envelope) => void,
  accept?: (wire: Wire, channel: number) => void,
): Channels {
  const channels = new Map<number, Channel>()
  let next = 0
  let ended = false

  function close(channel: number): void {
    const closed = channels.get(channel)
    channels.delete(channel)
    for (const listener of closed?.closing ?? []) listener()
  }

  function wire(channel: number): Wire {
    const state: Channel = { listening: [], closing: [] }
    if (!ended) channels.set(channel, state)
    return {
      send: (message) => {
        if (channels.has(channel)) send({ channel, type: 'message', message })
      },
      onMessage: (listener) => void state.listening.push(listener),
      onClose: (listener) => {
        if (channels.has(channel)) state.closing.push(listener)
        else queueMicrotask(listener)
      },
      close: () => {
        if (channels.has(channel)) send({ channel, type: 'close' })
        close(channel)
      },
    }
  }

  return {
    open() {
      const channel = next++
      if (!ended) send({ channel, type: 'open' })
      return wire(channel)
    },
    receive(received) {
      const { channel, type, message } = received as Envelope
      if (type === 'open') accept?.(wire(channel), channel)
      else if (type === 'close') close(channel)
      else for (const listener of channels.get(channel)?.listening ?? []) listener(message)
    },
    end() {
      ended = true
      for (const channel of [...channels.keys()]) close(channel)
    },
  }
}
