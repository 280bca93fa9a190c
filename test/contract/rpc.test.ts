import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { LumitagError } from '../../src-shared/errors.ts'
import { wirePair } from '../../src-shared/port.ts'
import { call, stream, type Context, type Handlers } from '../../src-shared/rpc.ts'
import { serve } from '../../src-shared/rpcServer.ts'
import { connect } from '../../src-shared/rpcClient.ts'

const contract = {
  double: call(z.object({ n: z.int() }), z.int()),
  fail: call(z.undefined(), z.undefined()),
  wait: call(z.undefined(), z.undefined()),
  count: stream(z.object({ to: z.int() }), z.int()),
}
type Test = typeof contract

function pair(change: Partial<Handlers<Test>> = {}) {
  const [client, server] = wirePair()
  const seen = { produced: 0, aborted: false }
  const handlers: Handlers<Test> = {
    double: ({ n }) => n * 2,
    fail: () => {
      throw new LumitagError('FOLDER_MISSING', 'gone')
    },
    wait: (_input, { signal }: Context) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          seen.aborted = true
          resolve(undefined)
        }),
      ),
    async *count({ to }, { signal }: Context) {
      signal.addEventListener('abort', () => (seen.aborted = true))
      for (let n = 1; n <= to; n++) {
        seen.produced = n
        yield n
      }
    },
    ...change,
  }
  serve(server, contract, handlers, { checkOutput: true })
  return { client: connect<Test>(client), wire: client, server, seen }
}

test('a call answers, and an error keeps its code and words', async () => {
  const { client } = pair()
  expect(await client.call('double', { n: 21 })).toBe(42)
  await expect(client.call('fail', undefined)).rejects.toMatchObject({
    code: 'FOLDER_MISSING',
    message: 'gone',
  })
})

test('input and output that do not fit the schema never get through', async () => {
  const { client } = pair({ double: () => 'four' as never })
  await expect(client.call('double', { n: 'two' } as never)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(client.call('toString' as never, undefined as never)).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
  await expect(client.call('double', { n: 2 })).rejects.toMatchObject({ code: 'INTERNAL' })
})

test('a stream gives every item in order', async () => {
  const { client } = pair()
  const items: number[] = []
  for await (const item of client.stream('count', { to: 100 })) items.push(item)
  expect(items).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
})

test('a slow reader holds the server back', async () => {
  const { client, seen } = pair()
  const reader = client.stream('count', { to: 1_000_000 })[Symbol.asyncIterator]()
  await reader.next()
  for (let turn = 0; turn < 50; turn++) await nextTurn()
  expect(seen.produced).toBeLessThan(100)
  await reader.return!()
  for (let turn = 0; turn < 10; turn++) await nextTurn()
  expect(seen.aborted).toBe(true)
})

test('a credit that is no number lets nothing through', async () => {
  const { wire, seen } = pair()
  wire.send({ id: 1, type: 'stream', name: 'count', input: { to: 1_000_000 } })
  wire.send({ id: 1, type: 'credit', count: 'many' })
  for (let turn = 0; turn < 50; turn++) await nextTurn()
  expect(seen.produced).toBeLessThan(2)
})

test('cancelling a call tells the server', async () => {
  const { client, seen } = pair()
  const abort = new AbortController()
  const waiting = client.call('wait', undefined, abort.signal)
  await nextTurn()
  abort.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
  for (let turn = 0; turn < 10; turn++) await nextTurn()
  expect(seen.aborted).toBe(true)
})

test('when the connection goes, open calls and streams end with ENGINE_DIED', async () => {
  const { client, server, seen } = pair()
  const waiting = client.call('wait', undefined)
  const reader = client.stream('count', { to: 10_000 })[Symbol.asyncIterator]()
  await reader.next()
  server.close()
  await expect(waiting).rejects.toMatchObject({ code: 'ENGINE_DIED' })
  await expect(
    (async () => {
      while (!(await reader.next()).done);
    })(),
  ).rejects.toMatchObject({ code: 'ENGINE_DIED' })
  expect(seen.aborted).toBe(true)
  await expect(client.call('double', { n: 1 })).rejects.toMatchObject({ code: 'ENGINE_DIED' })
})
