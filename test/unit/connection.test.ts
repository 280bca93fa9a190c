import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Connection, type Api, type Listeners } from '../../src-renderer/api/connection.svelte.ts'
import { reloadIfOutdated } from '../../src-renderer/api/version.ts'
import { LumitagError, type ErrorCode } from '../../src-shared/errors.ts'
import { wirePair, type Wire } from '../../src-shared/port.ts'
import { call, stream } from '../../src-shared/rpc.ts'
import { serve } from '../../src-shared/rpcServer.ts'

/* The window's line to an engine that does what the test says. */

const nothing = z.undefined()
const contract = {
  'library.ping': call(nothing, nothing),
  events: stream(nothing, z.unknown()),
  'host.events': stream(nothing, z.unknown()),
  'host.restart': call(nothing, nothing),
}

/** How the engine is at the next opening, and what was asked of it. */
function fakeEngine() {
  const engine = {
    refusal: null as ErrorCode | null,
    answersPing: true,
    opened: 0,
    restarted: 0,
    die: (): void => {},
    async open(): Promise<Wire> {
      engine.opened++
      const [ours, theirs] = wirePair()
      const alive = new AbortController()
      engine.die = () => alive.abort()
      async function* events(): AsyncGenerator {
        if (engine.refusal) throw new LumitagError(engine.refusal, 'The reason.')
        yield { topic: 'jobs', jobs: [] }
        await new Promise((resolve) => alive.signal.addEventListener('abort', resolve))
        throw new LumitagError('ENGINE_DIED', 'It died.')
      }
      serve(theirs, contract, {
        'library.ping': () => (engine.answersPing ? undefined : new Promise<undefined>(() => {})),
        events,
        'host.events': async function* () {
          yield { kind: 'show-keys' }
          await new Promise(() => {})
        },
        'host.restart': () => void engine.restarted++,
      })
      return ours
    },
  }
  return engine
}
const listeners = () => ({ onReady: vi.fn(), onEvent: vi.fn(), onHostEvent: vi.fn() }) satisfies Listeners
/** Lets everything happen that happens in this time. */
const pass = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the line to the engine', () => {
  test('that cannot be opened at first means that this tab was never let in', async () => {
    const connection = new Connection(() => Promise.reject(new Error('no')))
    await connection.run(listeners())
    expect(connection.state).toBe('refused')
  })

  test('is opened again when the engine died, and whoever listens is told to ask again', async () => {
    const engine = fakeEngine()
    const connection = new Connection(engine.open)
    const told = listeners()
    void connection.run(told)
    await pass()
    expect([connection.state, told.onReady.mock.calls.length]).toEqual(['ready', 1])
    expect(told.onHostEvent).toHaveBeenCalledWith({ kind: 'show-keys' })
    engine.die()
    await pass()
    expect([connection.state, connection.problem]).toEqual(['lost', null])
    await pass(500)
    expect([connection.state, told.onReady.mock.calls.length]).toEqual(['ready', 2])
  })

  test('is spared what names more photos than the engine takes', async () => {
    const connection = new Connection(fakeEngine().open)
    void connection.run(listeners())
    await pass()
    const ids = new Array<number>(100_001).fill(1)
    await expect(connection.call('tags.summary', { photoIds: ids })).rejects.toThrow(/up to 100,000 photos/)
    const source = { kind: 'photos' as const, ids }
    await expect(connection.call('photos.index', { source })).rejects.toThrow(/up to 100,000 photos/)
  })

  test('says why there is no engine, and tries again by itself where that can pass', async () => {
    const engine = fakeEngine()
    engine.refusal = 'LIBRARY_IN_USE'
    const connection = new Connection(engine.open)
    const told = listeners()
    void connection.run(told)
    await pass()
    expect([connection.state, connection.problem?.code]).toEqual(['lost', 'LIBRARY_IN_USE'])
    expect(told.onReady).not.toHaveBeenCalled()
    engine.refusal = null
    await pass(20_000)
    expect([connection.state, connection.problem]).toEqual(['ready', null])
  })

  test('waits for the user where trying again is of no use, and reaches the desktop meanwhile', async () => {
    const engine = fakeEngine()
    engine.refusal = 'OUTDATED'
    const connection = new Connection(engine.open)
    void connection.run(listeners())
    await pass(3_600_000)
    expect([engine.opened, connection.problem?.message]).toEqual([1, 'The reason.'])
    await connection.call('host.restart', undefined)
    expect(engine.restarted).toBe(1)
    engine.refusal = null
    connection.retryNow()
    await pass()
    expect(connection.state).toBe('ready')
  })

  test('notices an engine that does not answer, and one that does again', async () => {
    const engine = fakeEngine()
    const connection = new Connection(engine.open)
    void connection.run(listeners())
    await pass(1000)
    engine.answersPing = false
    await pass(18_000)
    expect(connection.silent).toBe(false)
    await pass(3000)
    expect([connection.silent, connection.state]).toEqual([true, 'ready'])
    engine.die()
    engine.answersPing = true
    await pass(1000)
    expect([connection.silent, connection.state]).toEqual([false, 'ready'])
  })
})

test('a window of another version than its engine is loaded again, once for each version', async () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const reload = vi.fn()
  const meet = (version: string): Promise<void> =>
    reloadIfOutdated({ call: async () => ({ version }) } as unknown as Api, storage, reload, '1.0.0')
  await meet('1.0.0')
  expect(reload).not.toHaveBeenCalled()
  await meet('1.1.0')
  await meet('1.1.0')
  expect(reload).toHaveBeenCalledTimes(1)
  await meet('1.2.0')
  expect(reload).toHaveBeenCalledTimes(2)
})
