import { fromErrorData, LumitagError, toErrorData } from './errors.ts'
import type { Wire } from './port.ts'
import {
  CREDITS,
  type CallName,
  type Contract,
  type Input,
  type Output,
  type Response,
  type StreamName,
} from './rpc.ts'

export interface Client<C extends Contract> {
  call<K extends CallName<C>>(name: K, input: Input<C, K>, signal?: AbortSignal): Promise<Output<C, K>>
  stream<K extends StreamName<C>>(
    name: K,
    input: Input<C, K>,
    signal?: AbortSignal,
  ): AsyncIterable<Output<C, K>>
  close(): void
}

/** The asking side. The contract is a type here, so that no schema code reaches the window. */
export function connect<C extends Contract>(wire: Wire): Client<C> {
  const waiting = new Map<number, (message: Response) => void>()
  let nextId = 1
  let closed = false
  wire.onMessage((message) => waiting.get((message as Response).id)?.(message as Response))
  wire.onClose(() => {
    closed = true
    const error = toErrorData(new LumitagError('ENGINE_DIED', 'The connection to the engine was lost.'))
    for (const [id, listener] of [...waiting]) listener({ id, type: 'error', error })
  })

  function request(
    type: 'call' | 'stream',
    name: string,
    input: unknown,
    listener: (message: Response) => void,
  ): number {
    if (closed) throw new LumitagError('ENGINE_DIED', 'The connection to the engine was lost.')
    const id = nextId++
    waiting.set(id, listener)
    wire.send({ id, type, name, input })
    return id
  }

  return {
    call: (name, input, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new LumitagError('CANCELLED', 'Cancelled.'))
        const cancel = (): void => {
          wire.send({ id, type: 'cancel' })
          waiting.delete(id)
          reject(new LumitagError('CANCELLED', 'Cancelled.'))
        }
        const id = request('call', name, input, (message) => {
          waiting.delete(message.id)
          signal?.removeEventListener('abort', cancel)
          if (message.type === 'error') reject(fromErrorData(message.error))
          else if (message.type === 'result') resolve(message.value as never)
        })
        signal?.addEventListener('abort', cancel, { once: true })
      }),
    stream: async function* (name, input, signal) {
      if (signal?.aborted) return
      const inbox: Response[] = []
      let wake: (() => void) | undefined
      const id = request('stream', name, input, (message) => {
        inbox.push(message)
        wake?.()
      })
      const stop = (): void => wake?.()
      signal?.addEventListener('abort', stop, { once: true })
      wire.send({ id, type: 'credit', count: CREDITS })
      let ended = false
      try {
        while (!signal?.aborted) {
          const message = inbox.shift()
          if (!message) {
            await new Promise<void>((resolve) => (wake = resolve))
            continue
          }
          if (message.type === 'item') {
            wire.send({ id, type: 'credit', count: 1 })
            yield message.value as never
            continue
          }
          ended = true
          if (message.type === 'error') throw fromErrorData(message.error)
          return
        }
      } finally {
        signal?.removeEventListener('abort', stop)
        waiting.delete(id)
        if (!ended && !closed) wire.send({ id, type: 'cancel' })
      }
    },
    close: () => wire.close(),
  }
}
