import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

const start = (file: string): ChildProcess =>
  fork(fileURLToPath(new URL(`../support/${file}`, import.meta.url)), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, LUMITAG_THREADS: '1' },
  })

interface Setting {
  engine: Engine
  /** providers that photos were read with */
  used: string[]
  /** Reads photos that were not read before. */
  read(...names: string[]): Promise<void>
  reopen(): Promise<void>
}

/** A library on a computer with these execution providers. */
async function setUp(...names: string[]): Promise<Setting> {
  const folder = temporaryFolder()
  const used: string[] = []
  const open = (): Promise<Engine> =>
    openTestEngine(join(folder, 'library'), {
      providers: { names, spawn: () => start('oddProbe.ts'), limitMs: 10_000 },
      spawn: () => {
        const child = start('oddProviders.ts')
        child.on('message', (message: { used?: string }) => message.used && used.push(message.used))
        return child
      },
    })
  const setting: Setting = {
    engine: await open(),
    used,
    async read(...photos) {
      await drawPhotos(join(folder, photos[0]!), photos)
      await setting.engine.call('roots.add', { path: join(folder, photos[0]!) })
      await setting.engine.idle()
    },
    async reopen() {
      await setting.engine.close()
      setting.engine = await open()
    },
  }
  return setting
}

const check = (engine: Engine) => engine.call('models.check', { id: 'starter' })

test('the providers of this very computer are tried; what fails says why, and nothing else does', async () => {
  const engine = await openTestEngine(join(temporaryFolder(), 'library'), { providers: {} })
  const { providers, findings } = await check(engine)
  expect(findings.some(({ verdict }) => verdict === 'bad')).toBe(false)
  for (const { name, verdict, reason, cosine } of providers) {
    expect(name).not.toBe('cpu')
    if (verdict === 'trusted') expect(cosine!.worst).toBeGreaterThan(0.999)
    else expect(reason).not.toBe('')
  }
  const { inUse } = await engine.call('models.provider', {})
  expect(['cpu', ...providers.flatMap(({ name, verdict }) => (verdict === 'trusted' ? name : []))]).toContain(
    inUse,
  )
})

test('a provider that is absent, crashes, fails, hangs or computes something else is never used', async () => {
  const { engine, used, read } = await setUp('cpu', 'absent', 'crashing', 'failing', 'hanging', 'wrong')
  const { providers } = await check(engine)
  expect(providers.map(({ name, verdict, reason }) => [name, verdict, reason])).toEqual([
    ['absent', 'absent', 'There is no such device.'],
    ['crashing', 'failed', expect.stringMatching(/^Its process crashed \(SIG/)],
    ['failing', 'failed', 'The device was lost.'],
    ['hanging', 'failed', 'It took longer than 10 seconds.'],
    [
      'wrong',
      'wrong',
      expect.stringMatching(/median cosine 1\.0000, worst -?0\.\d{4}; more than 0\.999 is needed/),
    ],
  ])
  await read('a.jpg', 'b.jpg')
  expect(used).toEqual([])
  expect(await engine.call('library.status')).toMatchObject({ photos: 2, embedded: 2 })
  const choose = (choice: string) => engine.call('models.provider', { choice })
  await expect(choose('wrong')).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('worst') as string,
  })
  await expect(choose('nonsense')).rejects.toThrow(/was not tried/)
  expect(await choose('cpu')).toMatchObject({ choice: 'cpu', inUse: 'cpu' })
})

describe('a provider that computes the same', () => {
  test('indexes if it is faster than all cores together, also the next time; the user may forbid it', async () => {
    const setting = await setUp('slow', 'quick')
    const { providers } = await check(setting.engine)
    expect(providers).toMatchObject([
      { name: 'slow', verdict: 'trusted', msPerPhoto: 10_000 },
      {
        name: 'quick',
        verdict: 'trusted',
        msPerPhoto: 0.001,
        cosine: { worst: expect.closeTo(1, 4) as number },
      },
    ])
    await setting.read('a.jpg', 'b.jpg')
    expect(setting.used).toEqual(['quick', 'quick'])
    const [model] = await setting.engine.call('models.list')
    expect(model!.speed).toMatchObject({ provider: 'quick', msPerPhoto: 0.001 })

    await setting.reopen()
    await setting.read('c.jpg')
    expect(setting.used).toHaveLength(3)
    await setting.engine.call('models.provider', { choice: 'cpu' })
    await setting.read('d.jpg')
    expect(setting.used).toHaveLength(3)
    expect(await setting.engine.call('models.provider', { choice: 'auto' })).toMatchObject({ inUse: 'quick' })
    // slower, but the user's choice
    expect(await setting.engine.call('models.provider', { choice: 'slow' })).toMatchObject({ inUse: 'slow' })
  })

  test('and fails when it is needed gives way to the processor, and no photo is lost', async () => {
    // trusted by its probe; here ONNX Runtime has never heard of it
    const { engine, read } = await setUp('slow')
    await check(engine)
    await engine.call('models.provider', { choice: 'slow' })
    await read('a.jpg', 'b.jpg', 'c.jpg')
    expect(await engine.call('library.status')).toMatchObject({ photos: 3, embedded: 3, unreadable: 0 })
    const { inUse, tried } = await engine.call('models.provider', {})
    expect(inUse).toBe('cpu')
    expect(tried).toMatchObject([
      {
        name: 'slow',
        verdict: 'failed',
        reason: expect.stringMatching(/^It failed while photos were read: .*slow/) as string,
      },
    ])
    const [model] = await engine.call('models.list')
    expect(model!.check!.providers).toEqual(tried)
  })

  test('and crashes in the middle of indexing gives way too, and no photo is blamed', async () => {
    const folder = temporaryFolder()
    const engine = await openTestEngine(join(folder, 'library'), {
      providers: {
        names: ['crashing'],
        // well-behaved when it is tried
        spawn: () => {
          const child = start('oddProbe.ts')
          const send = child.send.bind(child)
          child.send = (request: { vision: object }) =>
            send({ vision: { ...request.vision, provider: 'quick' } })
          return child
        },
      },
      spawn: () => start('oddProviders.ts'),
    })
    await check(engine)
    await drawPhotos(join(folder, 'photos'), ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'])
    await engine.call('roots.add', { path: join(folder, 'photos') })
    await engine.idle()
    expect(await engine.call('library.status')).toMatchObject({ photos: 4, embedded: 4, unreadable: 0 })
    const { tried } = await engine.call('models.provider', {})
    expect(tried).toMatchObject([{ verdict: 'failed', reason: 'It crashed while photos were read.' }])
  })
})
