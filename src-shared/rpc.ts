import type { z } from 'zod'
import { fromErrorData, LumitagError, toErrorData, type ErrorData } from './errors.ts'
import type { Wire } from './port.ts'

/*
 * Calls and streams over one wire. A stream is pulled: the reader grants credits, the server sends one item per
 * credit, so a slow window never makes the engine buffer. Either side closing ends everything that is open.
 */

export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: 'call'
  input: I
  output: O
}
export interface Stream<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: 'stream'
  input: I
  output: O
}
export type Contract = Record<string, Call | Stream>

export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({
  kind: 'call',
  input,
  output,
})
export const stream = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Stream<I, O> => ({
  kind: 'stream',
  input,
  output,
})

export type CallName<C extends Contract> = { [K in keyof C]: C[K] extends Call ? K : never }[keyof C] & string
export type StreamName<C extends Contract> = {
  [K in keyof C]: C[K] extends Stream ? K : never
}[keyof C] &
  string
/** What a caller passes: fields with a default may be left out. */
export type Input<C extends Contract, K extends keyof C> = z.input<C[K]['input']>
/** What a handler receives, defaults filled in. */
export type Parsed<C extends Contract, K extends keyof C> = z.output<C[K]['input']>
export type Output<C extends Contract, K extends keyof C> = z.output<C[K]['output']>

/** A handler whose answer is nothing need not say so. */
type Answer<T> = T extends undefined ? void | undefined : T

export interface Context {
  signal: AbortSignal
}
/** One function per call or stream of the contract; leave one out and it does not compile. */
export type Handlers<C extends Contract> = {
  [K in keyof C]: C[K] extends Call
    ? (input: Parsed<C, K>, context: Context) => Answer<Output<C, K>> | Promise<Answer<Output<C, K>>>
    : (input: Parsed<C, K>, context: Context) => AsyncIterable<Output<C, K>>
}

export interface Client<C extends Contract> {
  call<K extends CallName<C>>(name: K, input: Input<C, K>, signal?: AbortSignal): Promise<Output<C, K>>
  stream<K extends StreamName<C>>(
    name: K,
    input: Input<C, K>,
    signal?: AbortSignal,
  ): AsyncIterable<Output<C, K>>
  close(): void
}

type Request =
  | { id: number; type: 'call' | 'stream'; name: string; input: unknown }
  | { id: number; type: 'credit'; count: number }
  | { id: number; type: 'cancel' }
type Response =
  | { id: number; type: 'result' | 'item'; value: unknown }
  | { id: number; type: 'error'; error: ErrorData }
  | { id: number; type: 'end' }

/** Items a reader lets the server send before it has taken one. */
const CREDITS = 32

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
      open.get(request.id)?.grant(Math.max(0, Math.min(request.count, CREDITS)))
    else if (request.type === 'cancel') open.get(request.id)?.cancel()
  })
  wire.onClose(() => {
    for (const state of open.values()) state.cancel()
  })
}

/** Input checked against its schema; the message names the field that is wrong. */
export function parseInput<I extends z.ZodType>(schema: I, name: string, input: unknown): z.output<I> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.')
  throw new LumitagError(
    'BAD_INPUT',
    `${name}: ${field ? `${field}: ` : ''}${issue?.message ?? 'wrong input'}`,
  )
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
