import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { Job } from '../../src-shared/schemas/job.ts'
import { eventually } from '../support/eventually.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'
import {
  CHECKPOINT,
  EXPORT,
  NAME,
  SCALE,
  startHub,
  starterAsModel,
  TEXT,
  VISION,
  type FakeHub,
} from './hubServer.ts'

const wish = { name: NAME, precision: 'fp32' as const }

interface Setting {
  hub: FakeHub
  /** where the model is to be, and where it is brought together */
  folder: string
  part: string
  open(): Promise<Engine>
}

async function setUp(): Promise<Setting> {
  const hub = await startHub(starterAsModel())
  const library = temporaryFolder()
  const folder = join(library, 'models', NAME)
  const open = (): Promise<Engine> =>
    openTestEngine(library, {
      hub: { endpoint: hub.url, token: 'secret', retryMs: 1, stallMs: 300, proxy: {}, offline: false },
    })
  return { hub, folder, part: `${folder}.part`, open }
}

/** Installs, and answers how it ended, with the code of what went wrong. */
async function install(engine: Engine): Promise<Job & { code?: string }> {
  const { id } = await engine.call('models.install', wish)
  await engine.idle()
  const job = (await engine.call('jobs.list')).find((candidate) => candidate.id === id)!
  const [problem] = await engine.call('jobs.problems', { id })
  return problem ? { ...job, code: problem.code } : job
}

test('a model is downloaded whole, verified, tried, registered, and tags photos', async () => {
  const { hub, folder, part, open } = await setUp()
  const engine = await open()
  const job = await install(engine)

  const wanted = Object.entries(hub.repositories[EXPORT]!.files).filter(([path]) => !/README|fp16/.test(path))
  const bytes = wanted.reduce((sum, [, content]) => sum + content.length, 0)
  expect(job).toMatchObject({
    state: 'done',
    done: bytes,
    total: bytes,
    result: { files: 7, bytes, exactScale: 1 },
    message: 'Verified: 2 by SHA-256, 5 by Git hash.',
  })
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  expect(there.sort()).toEqual(wanted.map(([path]) => path).sort())
  for (const [path, content] of wanted)
    if (path !== 'config.json') expect(readFileSync(join(folder, path)).equals(content)).toBe(true)
  expect(existsSync(part)).toBe(false)

  // the scale was read out of the original weights, and not much else of them
  expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toMatchObject({
    model_type: 'siglip',
    logit_scale: SCALE.log,
    logit_bias: SCALE.bias,
  })
  expect(hub.sent('model.safetensors')).toBeLessThan(2000)
  // the token is for the hub alone
  for (const { server, authorization } of hub.seen)
    expect(authorization).toBe(server === 'hub' ? 'Bearer secret' : undefined)

  expect(await engine.call('models.list')).toMatchObject([
    { id: 'starter', source: 'starter' },
    { id: NAME, source: 'catalogue', note: expect.stringContaining('The usual choice') as string },
  ])
  await engine.call('models.use', { id: NAME })
  const photos = temporaryFolder()
  await drawPhotos(photos, ['a.jpg', 'b.jpg'])
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const label = await engine.call('labels.add', { name: 'blue', prompts: ['blue'], automatic: 0 })
  expect(label.counts.automatic).toBe(2)

  await expect(engine.call('models.install', wish)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
})

test('a broken, refused or silent connection is tried again and goes on where it stopped', async () => {
  const { hub, folder, open } = await setUp()
  hub.faults.push(
    { path: 'tokenizer.json', kind: 'refuse', times: 2 },
    { path: VISION, kind: 'cut', times: 2 },
    { path: TEXT, kind: 'stall', times: 1 },
  )
  const engine = await open()
  expect(await install(engine)).toMatchObject({ state: 'done' })
  const { files } = hub.repositories[EXPORT]!
  for (const path of [VISION, TEXT]) {
    expect(readFileSync(join(folder, path)).equals(files[path]!)).toBe(true)
    // what was sent twice is at most what was on its way when the connection broke
    expect(hub.sent(path)).toBeLessThan(files[path]!.length * 1.5)
    const [first, ...later] = hub.seen.filter(({ server, url }) => server === 'cdn' && url.endsWith(path))
    expect(first!.range).toBeUndefined()
    for (const { range, ifRange } of later) {
      expect(range).toMatch(/^bytes=[1-9]\d*-$/)
      expect(ifRange).toMatch(/^"cdn-/)
    }
  }
})

test('a download that fails for good says why, and keeps what is here for the next time', async () => {
  const { hub, folder, part, open } = await setUp()
  hub.faults.push({ path: VISION, kind: 'cut', times: 1 }, { path: VISION, kind: 'refuse', times: 100 })
  const engine = await open()
  expect(await install(engine)).toMatchObject({ state: 'failed', code: 'DOWNLOAD_FAILED' })
  expect(existsSync(folder)).toBe(false)
  expect(statSync(join(part, `${VISION}.part`)).size).toBeGreaterThan(0)
  hub.faults.length = 0
  expect(await install(engine)).toMatchObject({ state: 'done' })
})

describe('the user', () => {
  test('pauses a download: no byte is taken until it goes on', async () => {
    const { hub, open } = await setUp()
    hub.faults.push({ path: VISION, kind: 'slow', times: 1 })
    const engine = await open()
    const { id } = await engine.call('models.install', wish)
    const state = async (): Promise<Job> => (await engine.call('jobs.list')).find((job) => job.id === id)!
    await eventually(async () => expect((await state()).done).toBeGreaterThan(2_500_000))
    await engine.call('jobs.pause', { id })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const { done } = await state()
    // longer than the server may be silent
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await state()).toMatchObject({ state: 'paused', done })
    await engine.call('jobs.resume', { id })
    await engine.idle()
    expect(await state()).toMatchObject({ state: 'done' })
  })

  test('cancels a download, asks again later, and only the rest is fetched', async () => {
    const { hub, folder, part, open } = await setUp()
    hub.faults.push({ path: VISION, kind: 'slow', times: 1 })
    const engine = await open()
    const { id } = await engine.call('models.install', wish)
    const half = join(part, `${VISION}.part`)
    await eventually(() => expect(statSync(half).size).toBeGreaterThan(1_000_000))
    await engine.call('jobs.cancel', { id })
    await engine.idle()
    expect((await engine.call('jobs.list'))[0]).toMatchObject({ id, state: 'cancelled' })
    expect(existsSync(folder)).toBe(false)
    const { size } = statSync(half)

    hub.seen.length = 0
    expect(await install(engine)).toMatchObject({ state: 'done' })
    expect(hub.seen.filter(({ url }) => url.endsWith(VISION))[0]!.range).toBe(`bytes=${size}-`)
    expect(hub.seen.some(({ url }) => url.endsWith(TEXT))).toBe(false)
  })

  test('closes the program: nothing is fetched at the next start before it is asked for', async () => {
    const { hub, part, open } = await setUp()
    hub.faults.push({ path: VISION, kind: 'slow', times: 1 })
    const engine = await open()
    const { id } = await engine.call('models.install', wish)
    await eventually(() => expect(statSync(join(part, `${VISION}.part`)).size).toBeGreaterThan(1_000_000))
    await engine.close()

    hub.seen.length = 0
    const next = await open()
    await next.idle()
    expect((await next.call('jobs.list'))[0]).toMatchObject({ id, state: 'paused' })
    expect(hub.seen).toEqual([])
    expect(await install(next)).toMatchObject({ id, state: 'done' })
  })
})

describe('what is wrong is not installed:', () => {
  test('a file with wrong content is deleted, and fetched anew when asked again', async () => {
    const { hub, folder, part, open } = await setUp()
    hub.faults.push({ path: VISION, kind: 'garble', times: 1 })
    const engine = await open()
    const failed = await install(engine)
    expect(failed).toMatchObject({ state: 'failed', code: 'HASH_MISMATCH' })
    expect(failed.message).toContain(VISION)
    expect(existsSync(folder)).toBe(false)
    expect(readdirSync(join(part, 'onnx')).some((name) => name.startsWith('vision_model.onnx.part'))).toBe(
      false,
    )
    expect((await engine.call('models.list')).map(({ id }) => id)).toEqual(['starter'])
    expect(await install(engine)).toMatchObject({ state: 'done' })
  })

  test('half of one version is never joined to half of another', async () => {
    const { hub, folder, part, open } = await setUp()
    const { files } = hub.repositories[EXPORT]!
    const engine = await open()
    await mkdir(join(part, 'onnx'), { recursive: true })
    await writeFile(join(part, `${VISION}.part`), Buffer.alloc(100_000))
    await writeFile(join(part, `${VISION}.part.etag`), '"of an older version"')
    // an older version that was whole, and a precision that is not wanted any more
    await writeFile(join(part, TEXT), Buffer.alloc(files[TEXT]!.length))
    await writeFile(join(part, 'onnx', 'vision_model_q4.onnx.part'), 'x')
    expect(await install(engine)).toMatchObject({ state: 'done' })
    expect(readFileSync(join(folder, VISION)).equals(files[VISION]!)).toBe(true)
    expect(readdirSync(join(folder, 'onnx')).sort()).toEqual([
      'text_model_int8.onnx',
      'vision_model.onnx',
      'vision_model.onnx_data',
    ])
  })

  test('a mirror without ranges and hashes will do, and it is said what could not be checked', async () => {
    const { hub, open } = await setUp()
    hub.repositories[EXPORT]!.hashless = true
    delete hub.repositories[CHECKPOINT]
    hub.faults.push({ path: VISION, kind: 'cut', times: 1 }, { path: VISION, kind: 'no-ranges', times: 1 })
    const engine = await open()
    expect(await install(engine)).toMatchObject({
      state: 'done',
      message: 'Verified: 7 by size alone.',
      result: { exactScale: 0 },
    })
  })

  test('a model whose towers do not work is not registered', async () => {
    const { hub, open } = await setUp()
    hub.repositories[EXPORT]!.files[TEXT] = hub.repositories[EXPORT]!.files[VISION]!
    const engine = await open()
    const job = await install(engine)
    expect(job).toMatchObject({ state: 'failed', code: 'MODEL_INCOMPATIBLE' })
    expect((await engine.call('models.list')).map(({ id }) => id)).toEqual(['starter'])
  })
})

describe('a disk', () => {
  test('that is too small is noticed before a byte is fetched', async () => {
    const { hub, open } = await setUp()
    hub.repositories[EXPORT]!.listed = { [VISION]: { size: 2 ** 50 } }
    const engine = await open()
    const job = await install(engine)
    expect(job).toMatchObject({ state: 'failed', code: 'NO_SPACE' })
    expect(hub.seen.filter(({ url }) => url.includes('/resolve/'))).toEqual([])
  })

  test.runIf(existsSync('/dev/full'))('that runs full meanwhile is said to be full', async () => {
    const { part, open } = await setUp()
    const engine = await open()
    const path = join(part, `${VISION}.part`)
    await mkdir(dirname(path), { recursive: true })
    await symlink('/dev/full', path)
    expect(await install(engine)).toMatchObject({ state: 'failed', code: 'NO_SPACE' })
  })
})
