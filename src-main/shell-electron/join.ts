import type { MessagePortMain } from 'electron'
import { hostContract, type HostContract } from '../../src-shared/contract.ts'
import { LumitagError, toErrorData } from '../../src-shared/errors.ts'
import type { Wire } from '../../src-shared/port.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { serve } from '../../src-shared/rpcServer.ts'

interface Message {
  id?: unknown
  type?: unknown
  name?: unknown
}
const settles = new Set<unknown>(['result', 'error', 'end'])
const died = toErrorData(new LumitagError('ENGINE_DIED', 'The engine stopped and is being started again.'))

/**
 * Joins a window's port to its wire to the engine, and returns what parts them. Calls of the host contract are answered
 * here, all else is passed on. A page is not told when its port closes (Chromium has no such event yet), so the port
 * outlives the engine: whatever is or will be asked on it is answered with ENGINE_DIED.
 */
export function join(port: MessagePortMain, engine: Wire, host: Handlers<HostContract>): () => void {
  const toHost: ((message: unknown) => void)[] = []
  const closing: (() => void)[] = []
  /** asked of the engine and not answered yet */
  const open = new Set<unknown>()
  let engineAlive = true
  let closed = false

  const send = (message: unknown): void => {
    if (!closed) port.postMessage(message)
  }
  function close(): void {
    if (closed) return
    closed = true
    engine.close()
    port.close()
    for (const listener of closing) listener()
  }
  const hostWire: Wire = {
    send,
    close,
    onMessage: (listener) => void toHost.push(listener),
    onClose: (listener) => void closing.push(listener),
  }
  serve(hostWire, hostContract, host)

  engine.onMessage((message) => {
    const { id, type } = message as Message
    if (settles.has(type)) open.delete(id)
    send(message)
  })
  engine.onClose(() => {
    engineAlive = false
    for (const id of open) send({ id, type: 'error', error: died })
    open.clear()
  })

  function onMessage(data: unknown): void {
    const { id, type, name } = (data ?? {}) as Message
    const isHostCall = type === 'call' && Object.hasOwn(hostContract, String(name))
    // a cancellation names only a number: whoever does not know it does nothing
    if (isHostCall || type === 'cancel') for (const listener of toHost) listener(data)
    if (isHostCall) return
    const asks = type === 'call' || type === 'stream'
    if (!engineAlive) {
      if (asks) send({ id, type: 'error', error: died })
      return
    }
    if (asks) open.add(id)
    engine.send(data)
  }
  port.on('close', close)
  port.on('message', ({ data }: { data: unknown }) => {
    try {
      onMessage(data)
    } catch {
      // not JSON, so not sent by our page
      close()
    }
  })
  port.start()
  return close
}
