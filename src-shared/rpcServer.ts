import { LumitagError, toErrorData } from './errors.ts'
import type { Wire } from './port.ts'
import {
  CREDITS,
  parseInput,
  type Context,
  type Contract,
  type Handlers,
  type Request,
  type Response,
} from './rpc.ts'

export interface ServeOptions {
  /** Also check what handlers return; on in tests, off in the product, where large results would be walked twice. */
  checkOutput?: boolean
  onInternalError?(name: string, error: unknown): void
}

/** Answer the other end of the wire with these handlers. Input that does not fit the schema is BAD_INPUT. */
export function serve<C extends Contract>(
  wire: Wire,
  contract: C,
  handlers: Handlers<C>,
  options: ServeOptions = {},
): void {
  const open = new Map<number, Open>()
  const reply = (message: Response): void => wire.send(message)
  const check = (name: string, value: unknown): unknown =>
    options.checkOutput ? contract[name]!.output.parse(value) : value

  async function run(request: Extract<Request, { type: 'call' | 'stream' }>, state: Open): Promise<void> {
    const { id, name } = request
    try {
      if (!Object.hasOwn(contract, name) || contract[name]!.kind !== request.type)
        throw new LumitagError('BAD_INPUT', `There is no ${request.type} named "${name}".`)
      const input = parseInput(contract[name]!.input, name, request.input)
      const context: Context = { signal: state.abort.signal }
      const handler = handlers[name] as (input: unknown, context: Context) => unknown
      if (request.type === 'call') {
        reply({ id, type: 'result', value: check(name, await handler(input, context)) })
        return
      }
      for await (const item of handler(input, context) as AsyncIterable<unknown>) {
        while (state.credits === 0 && !state.abort.signal.aborted) await state.moreCredits()
        if (state.abort.signal.aborted) return
        state.credits--
        reply({ id, type: 'item', value: check(name, item) })
      }
      reply({ id, type: 'end' })
    } catch (error) {
      const data = toErrorData(error)
      if (data.code === 'INTERNAL') options.onInternalError?.(name, error)
      reply({ id, type: 'error', error: data })
    } finally {
      open.delete(id)
    }
  }

  wire.onMessage((message) => {
    const request = message as Request
    if (typeof request !== 'object' || request === null || !Number.isSafeInteger(request.id)) return
    if (request.type === 'call' || request.type === 'stream') {
      if (open.has(request.id)) return
      const state = new Open()
      open.set(request.id, state)
      void run(request, state)
    } else if (request.type === 'credit')
      open.get(request.id)?.grant(Math.max(0, Math.min(request.count, CREDITS)) || 0)
    else if (request.type === 'cancel') open.get(request.id)?.cancel()
  })
  wire.onClose(() => {
    for (const state of open.values()) state.cancel()
  })
}

/** One call or stream that is under way on the serving side. */
class Open {
  readonly abort = new AbortController()
  credits = 0
  #wake: (() => void) | undefined

  grant(count: number): void {
    this.credits += count
    this.#wake?.()
  }
  cancel(): void {
    this.abort.abort()
    this.#wake?.()
  }
  moreCredits(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve))
  }
}
