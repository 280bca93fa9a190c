import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createInference } from '../../src-main/engine/inference/client.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'
import { commandLine, startBundle } from '../support/programs.ts'

const crashing = fileURLToPath(new URL('../support/crashingInference.ts', import.meta.url))
const startCrashing = () =>
  fork(crashing, [], {
    serialization: 'advanced',
    env: { ...process.env, LUMITAG_THREADS: '2' },
    // what a native abort prints is of no use here
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })

test('a photo that crashes the decoder is set aside; every other one is indexed', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['a.jpg', 'b.jpg', 'crash.jpg', 'd.jpg', 'e.jpg', 'f.jpg'])
  let starts = 0
  const engine = await openTestEngine(join(folder, 'library'), {
    threads: 2,
    spawn: () => {
      starts++
      return startCrashing()
    },
  })
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 6, embedded: 5, unreadable: 1 })
  const { ids } = await engine.call('photos.index', { source: { kind: 'unreadable' } })
  const { name, problem } = await engine.call('photos.get', { id: ids[0]! })
  expect([name, problem?.code]).toEqual(['crash.jpg', 'DECODER_CRASHED'])
  // the first, one after each of its two deaths
  expect(starts).toBe(3)
})

test('an inference process that is killed in the middle of a batch costs no photo', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(
    photos,
    Array.from({ length: 60 }, (_, index) => `photo-${index}.jpg`),
  )
  const started: ChildProcess[] = []
  const engine = await openTestEngine(join(folder, 'library'), {
    threads: 2,
    spawn: (entry) => {
      const child = startBundle({ threads: 2 })(entry)
      started.push(child)
      return child
    },
  })
  await engine.call('roots.add', { path: photos })
  const indexed = async () => (await engine.call('jobs.list')).find(({ kind }) => kind === 'index')?.done ?? 0
  while ((await indexed()) < 10) await new Promise((resolve) => setTimeout(resolve, 5))
  started.at(-1)!.kill('SIGKILL')
  await engine.idle()
  expect(started).toHaveLength(2)
  expect(await engine.call('library.status')).toMatchObject({ photos: 60, embedded: 60, unreadable: 0 })
  expect((await engine.call('jobs.list'))[0]).toMatchObject({ kind: 'index', state: 'done', failed: 0 })
  expect(await engine.call('library.check')).toEqual([])
})

test('a task that takes too long ends its process and is reported; the next one works', async () => {
  const inference = createInference({
    threads: 1,
    // ample for a process to start on a busy machine
    limitMs: 2000,
    spawn: () =>
      fork(fileURLToPath(new URL('../support/hangingInference.ts', import.meta.url)), [], {
        serialization: 'advanced',
      }),
  })
  const render = (file: string) => inference.run({ kind: 'render', file, to: '', longSide: 1 })
  await expect(render('hang')).rejects.toMatchObject({ code: 'DECODER_TIMEOUT' })
  await expect(render('fine')).resolves.toBeNull()
  await inference.close()
})

test('when the process itself cannot start, the program is blamed and no photo is', async () => {
  const start = (script: string) => () =>
    spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const task = { kind: 'render', file: 'a.jpg', to: '', longSide: 1 } as const
  const failing = createInference({ threads: 1, spawn: start("throw new Error('no libvips')") })
  await expect(failing.run(task)).rejects.toMatchObject({
    code: 'INFERENCE_FAILED',
    message: expect.stringContaining('no libvips') as string,
  })
  await failing.close()
  const absent = createInference({
    threads: 1,
    spawn: () => spawn('/nowhere/node', { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }),
  })
  await expect(absent.run(task)).rejects.toMatchObject({ code: 'INFERENCE_FAILED' })
  await absent.close()
})

test('a run that is killed goes on where it stopped', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  const library = join(folder, 'library')
  await drawPhotos(
    photos,
    Array.from({ length: 200 }, (_, index) => `photo-${index}.jpg`),
  )
  const tag = (...more: string[]) =>
    spawn(
      process.execPath,
      [commandLine, 'tag', photos, '--label', 'a cat', '--library', library, '--json', ...more],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
  const killed = tag()
  for await (const chunk of killed.stdout as AsyncIterable<Buffer>)
    if (/"phase":"index","done":[1-9]/.test(chunk.toString())) killed.kill('SIGKILL')
  expect(killed.signalCode ?? (await once(killed, 'exit'))[1]).toBe('SIGKILL')
  expect(readdirSync(photos)).toHaveLength(200)

  let output = ''
  const again = tag()
  for await (const chunk of again.stdout as AsyncIterable<Buffer>) output += chunk.toString()
  if (again.exitCode === null) await once(again, 'exit')
  const summary = JSON.parse(output.trim().split('\n').at(-1)!) as Record<string, unknown>
  expect(summary).toMatchObject({ event: 'summary', photos: 200, failed: 0 })
  expect(again.exitCode).toBe(0)
  const engine = await openTestEngine(library)
  expect(await engine.call('library.status')).toMatchObject({ photos: 200, embedded: 200 })
  expect(await engine.call('library.check')).toEqual([])
})

test('a run that is closed in the middle goes on by itself at the next start', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(
    photos,
    Array.from({ length: 120 }, (_, index) => `photo-${index}.jpg`),
  )
  const first = await openTestEngine(join(folder, 'library'))
  await first.call('roots.add', { path: photos })
  const indexing = async () => (await first.call('jobs.list')).find(({ kind }) => kind === 'index')?.done ?? 0
  while ((await indexing()) < 10) await new Promise((resolve) => setTimeout(resolve, 5))
  await first.close()

  const second = await openTestEngine(join(folder, 'library'))
  const [job] = await second.call('jobs.list')
  expect(job).toMatchObject({ kind: 'index', state: 'running' })
  await second.idle()
  expect(await second.call('library.status')).toMatchObject({ photos: 120, embedded: 120 })
})

test('a folder and a label may be removed, and the model changed, in the middle of indexing', async () => {
  const folder = temporaryFolder()
  for (const name of ['kept', 'removed'])
    await drawPhotos(
      join(folder, name),
      Array.from({ length: 60 }, (_, index) => `${name}-${index}.jpg`),
    )
  const engine = await openTestEngine(join(folder, 'library'))
  const label = await engine.call('labels.add', { name: 'x', prompts: ['a cat'], automatic: 0 })
  await engine.call('labels.add', { name: 'y', prompts: ['a dog'], automatic: 0 })
  await engine.call('roots.add', { path: join(folder, 'kept') })
  const { id } = await engine.call('roots.add', { path: join(folder, 'removed') })
  const indexed = async () => (await engine.call('jobs.list')).find(({ kind }) => kind === 'index')?.done ?? 0
  while ((await indexed()) < 10) await new Promise((resolve) => setTimeout(resolve, 5))
  await Promise.all([
    engine.call('roots.remove', { id }),
    engine.call('labels.remove', { id: label.id }),
    engine.call('models.use', { id: 'starter' }),
  ])
  await engine.idle()
  expect((await engine.call('jobs.list')).filter(({ state }) => state === 'failed')).toEqual([])
  expect(await engine.call('library.status')).toMatchObject({ photos: 60, embedded: 60 })
  expect((await engine.call('labels.list')).map(({ name, counts }) => [name, counts.automatic])).toEqual([
    ['y', 60],
  ])
  expect(await engine.call('library.check')).toEqual([])
})

test('a job that is paused takes no more work until it is resumed; a cancelled one ends', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(
    photos,
    Array.from({ length: 30 }, (_, index) => `photo-${index}.jpg`),
  )
  const engine = await openTestEngine(join(folder, 'library'), { runJobs: false })
  await engine.call('roots.add', { path: photos })
  const [scan] = await engine.call('jobs.list')
  await engine.call('jobs.pause', { id: scan!.id })
  engine.start()
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 0 })
  await engine.call('jobs.resume', { id: scan!.id })
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 30, embedded: 30 })

  await engine.call('roots.scan', {})
  const again = (await engine.call('jobs.list'))[0]!
  await engine.call('jobs.cancel', { id: again.id })
  await engine.idle()
  expect((await engine.call('jobs.list')).find(({ id }) => id === again.id)).toMatchObject({
    state: 'cancelled',
  })
})

test('one library is open in one engine only', async () => {
  const folder = temporaryFolder()
  await openTestEngine(folder)
  await expect(openTestEngine(folder)).rejects.toMatchObject({ code: 'LIBRARY_IN_USE' })
})
