import type { z } from 'zod'
import { LumitagError, type ErrorData } from './errors.ts'

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

/** What the asking side sends. */
export type Request =
  | { id: number; type: 'call' | 'stream'; name: string; input: unknown }
  | { id: number; type: 'credit'; count: number }
  | { id: number; type: 'cancel' }
/** What the serving side sends. */
export type Response =
  | { id: number; type: 'result' | 'item'; value: unknown }
  | { id: number; type: 'error'; error: ErrorData }
  | { id: number; type: 'end' }

/** Items a reader lets the server send before it has taken one. */
export const CREDITS = 32

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
