import type { MessagePortMain } from 'electron'
import { hostContract, type HostContract } from '../../src-shared/contract.ts'
import { LumitagError, toErrorData, type ErrorData } from '../../src-shared/errors.ts'
import type { Wire } from '../../src-shared/port.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { serve } from '../../src-shared/rpcServer.ts'

interface Message {
  id?: unknown
  type?: unknown
  name?: unknown
}
const settles = new Set<unknown>(['result', 'error', 'end'])
const died: ErrorData = toErrorData(
  new LumitagError('ENGINE_DIED', 'The engine stopped and is being started again.'),
)

/**
 * Joins a window's port to its wire to the engine, and returns what parts them. Calls of the host contract are answered
 * here, all else is passed on. A page is not told when its port closes (Chromium has no such event yet), so the port
 * outlives the engine: whatever is or will be asked on it is answered with ENGINE_DIED. Where there is no engine, `engine`
 * is the reason, and the answer to everything.
 */
export function join(
  port: MessagePortMain,
  engine: Wire | ErrorData,
  host: Handlers<HostContract>,
): () => void {
  const toHost: ((message: unknown) => void)[] = []
  const closing: (() => void)[] = []
  /** asked of the engine and not answered yet */
  const open = new Set<unknown>()
  let refusal = 'code' in engine ? engine : null
  let closed = false

  const send = (message: unknown): void => {
    if (!closed) port.postMessage(message)
  }
  function close(): void {
    if (closed) return
    closed = true
    if ('close' in engine) engine.close()
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

  if ('close' in engine) {
    engine.onMessage((message) => {
      const { id, type } = message as Message
      if (settles.has(type)) open.delete(id)
      send(message)
    })
    engine.onClose(() => {
      refusal = died
      for (const id of open) send({ id, type: 'error', error: died })
      open.clear()
    })
  }

  function onMessage(data: unknown): void {
    const { id, type, name } = (data ?? {}) as Message
    const asks = type === 'call' || type === 'stream'
    const isHosts = asks && Object.hasOwn(hostContract, String(name))
    // what names only a number may be meant for either: whoever does not know it does nothing
    if (isHosts || !asks) for (const listener of toHost) listener(data)
    if (isHosts) return
    if ('code' in engine || refusal) {
      if (asks) send({ id, type: 'error', error: refusal })
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
