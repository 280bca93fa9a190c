import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import { temporaryName } from '../../src-main/engine/xmp/replaceFile.ts'
import { lightroom } from '../fixtures/xmp/sidecars.ts'
import { drawPhotos, fingerprints, openTestEngine, temporaryFolder } from '../support/library.ts'
import { seeded } from '../support/seeded.ts'

/** `npm run test:kill` kills 20 times; among all tests a few must do. */
const KILLS = process.env.MODE === 'kill' ? 20 : 2
const SEED = Number(process.env.LUMITAG_SEED ?? Date.now() % 1_000_000)
const PHOTOS = process.env.MODE === 'kill' ? 300 : 60

const syncing = fileURLToPath(new URL('../support/syncingRun.ts', import.meta.url))

/** Syncs a new tag in a process of its own; kills it so many ms after the sync began. Answers how long it went on. */
async function syncOnce(library: string, tag: string, killAfter?: number): Promise<number> {
  const child = fork(syncing, [library, tag], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  await Promise.race([once(child, 'message'), ended])
  const started = performance.now()
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  const [code, signal] = await ended
  clearTimeout(timer)
  if (signal === null) expect(code).toBe(0)
  return signal === null ? performance.now() - started : -1
}

test(`case 36: killed ${KILLS} times in mid-sync (seed ${SEED}), every sidecar is old or new, and all of it can be undone`, async () => {
  const random = seeded(SEED)
  const folder = temporaryFolder()
  const [photos, library] = [join(folder, 'photos'), join(folder, 'library')]
  const names = Array.from({ length: PHOTOS }, (_, index) => `${index}.jpg`)
  await drawPhotos(photos, names)
  const files = names.map((name) => join(photos, `${name}.xmp`))
  for (const [index, file] of files.entries()) if (index % 2 === 0) writeFileSync(file, lightroom)
  const photosBefore = Object.entries(fingerprints(photos)).filter(([file]) => file.endsWith('.jpg'))
  const read = () => files.map((file) => (existsSync(file) ? readFileSync(file) : null))
  const original = read()
  const prepared = await openTestEngine(library)
  await prepared.call('roots.add', { path: photos })
  await prepared.idle()
  await prepared.close()

  const tags = ['Round > 00']
  const duration = await syncOnce(library, tags[0]!)
  const afterFirst = read()
  const foreign = readSidecar(Buffer.from(lightroom)).tags
  let kills = 0
  const writtenAtKill: number[] = []
  while (kills < KILLS) {
    const before = read()
    const tag = `Round > ${String(tags.length).padStart(2, '0')}`
    const paths = [...tags, tag].map((path) => path.split(' > '))
    tags.push(tag)
    const isKilled = (await syncOnce(library, tag, random() * duration)) === -1
    if (isKilled) kills++
    const after = read()
    for (const [index, content] of after.entries()) {
      const old = before[index]!
      // a run that was killed goes on with the tags before the new one
      const states = [paths.slice(0, -1), paths].map((add) =>
        Buffer.from(editSidecar(old, { add, remove: [] }).bytes),
      )
      expect([old, ...states].some((state) => content?.equals(state))).toBe(true)
    }
    if (isKilled)
      writtenAtKill.push(after.filter((content, index) => !content!.equals(before[index]!)).length)
  }
  console.log(
    `seed ${SEED}: ${kills} kills among ${PHOTOS} sidecars; changed when killed: ${writtenAtKill.join(' ')}`,
  )

  for (const name of readdirSync(photos).filter((name) => temporaryName.test(name)))
    utimesSync(join(photos, name), 0, Date.now() / 1000 - 3601)
  await syncOnce(library, 'Round > last')
  expect(readdirSync(photos).filter((name) => name.endsWith('.tmp'))).toEqual([])
  for (const [index, content] of read().entries()) {
    const whole = [...tags, 'Round > last'].map((path) => path.split(' > '))
    const expected = index % 2 === 0 ? [...foreign, ...whole] : whole
    expect(readSidecar(content!).tags.toSorted()).toEqual(expected.toSorted())
  }

  const engine = await openTestEngine(library)
  const runs = await engine.call('sidecars.runs')
  for (const { id } of runs) {
    await engine.call('sidecars.undo', { run: id })
    await engine.idle()
    if (id === runs.at(-2)?.id) expect(read()).toEqual(afterFirst)
  }
  expect(read()).toEqual(original)
  const failed = (await engine.call('jobs.list')).filter((job) => job.kind === 'undo' && job.failed > 0)
  expect(failed).toEqual([])
  expect(await engine.call('library.check')).toEqual([])
  const photosAfter = Object.entries(fingerprints(photos)).filter(([file]) => file.endsWith('.jpg'))
  expect(photosAfter).toEqual(photosBefore)
}, 900_000)
