import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { linuxOnBattery } from '../../src-main/engine/jobs/battery.ts'
import { createPace } from '../../src-main/engine/jobs/pace.ts'
import { inParallel } from '../../src-main/engine/library/inParallel.ts'
import { openStore } from '../../src-main/engine/store/store.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

test('what failed is tried again on demand, and nothing else is read', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['a.jpg', 'b.jpg'])
  writeFileSync(join(photos, 'late.jpg'), '')
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const failed = (await engine.call('jobs.list')).find(({ kind }) => kind === 'index')!
  expect(failed).toMatchObject({ state: 'done', failed: 1, result: { embedded: 2, failed: 1 } })
  expect(await engine.call('jobs.problems', { id: failed.id })).toMatchObject([{ code: 'EMPTY_FILE' }])

  await drawPhotos(photos, ['a.jpg', 'b.jpg', 'late.jpg'])
  const again = await engine.call('jobs.retry', { id: failed.id })
  await engine.idle()
  expect((await engine.call('jobs.list')).find(({ id }) => id === again.id)).toMatchObject({
    state: 'done',
    result: { embedded: 1, failed: 0 },
  })
  expect(await engine.call('library.status')).toMatchObject({ embedded: 3, unreadable: 0 })
  await expect(engine.call('jobs.retry', { id: 999 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('all windows see the same live progress, also one that comes later', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['a.jpg', 'b.jpg', 'c.jpg'])
  const engine = await openTestEngine(join(folder, 'library'))
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  /** What a window hears of jobs until the photos are indexed: "index running 1/3". */
  async function listen(): Promise<string[]> {
    const heard: string[] = []
    for await (const event of engine.handlers.events(undefined, { signal: stop.signal })) {
      if (event.topic !== 'jobs') continue
      const index = event.jobs.find(({ kind }) => kind === 'index')
      if (index) heard.push(`${index.state} ${index.done}/${index.total}`)
      if (index?.state === 'done') break
    }
    return heard
  }
  const [first, second] = [listen(), listen()]
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const all = await Promise.all([first, second, listen()])
  expect(all.map((heard) => heard.at(-1))).toEqual(['done 3/3', 'done 3/3', 'done 3/3'])
})

test('on battery one photo is read at a time; plugged in or asked for, as many as there are lanes', async () => {
  const store = openStore(temporaryFolder())
  const pace = createPace(store.settings, async () => true)
  expect(await pace.now()).toEqual({ mode: 'battery', quiet: true, onBattery: true })
  let running = 0
  let most = 0
  const seen: number[] = []
  const work = async (item: number): Promise<void> => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 5))
    running--
    seen.push(item)
    if (item === 4) {
      expect(most).toBe(1)
      await pace.set('full')
    }
  }
  const items = Array.from({ length: 20 }, (_, index) => index)
  await inParallel(items, 4, pace.admit, work)
  expect(most).toBe(4)
  expect(seen.sort((a, b) => a - b)).toEqual(items)

  // lanes that wait do not keep a run from ending
  most = 0
  await pace.set('quiet')
  await inParallel([10, 11], 2, pace.admit, work)
  expect(most).toBe(1)
  store.close()
})

test('the pace is remembered, and a run ends while it is quiet', async () => {
  const folder = temporaryFolder()
  await drawPhotos(join(folder, 'photos'), ['a.jpg', 'b.jpg', 'c.jpg'])
  const first = await openTestEngine(join(folder, 'library'))
  expect(await first.call('jobs.setPace', { mode: 'quiet' })).toMatchObject({ mode: 'quiet', quiet: true })
  await first.call('roots.add', { path: join(folder, 'photos') })
  await first.idle()
  expect(await first.call('library.status')).toMatchObject({ embedded: 3 })
  await first.close()
  const second = await openTestEngine(join(folder, 'library'))
  expect(await second.call('jobs.pace')).toMatchObject({ mode: 'quiet' })
})

test("the computer's battery counts, a mouse's does not", async () => {
  const supplies = temporaryFolder()
  const add = (name: string, facts: Record<string, string>): void => {
    mkdirSync(join(supplies, name), { recursive: true })
    for (const [fact, text] of Object.entries(facts)) writeFileSync(join(supplies, name, fact), `${text}\n`)
  }
  add('AC', { type: 'Mains', online: '0' })
  add('mouse', { type: 'Battery', scope: 'Device', status: 'Discharging' })
  add('BAT0', { type: 'Battery', status: 'Charging' })
  expect(await linuxOnBattery(supplies)).toBe(false)
  add('BAT0', { status: 'Discharging' })
  expect(await linuxOnBattery(supplies)).toBe(true)
})
