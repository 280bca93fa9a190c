import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { drawPhotos, fingerprints, openTestEngine, temporaryFolder } from '../support/library.ts'
import { seeded } from '../support/seeded.ts'

/** `npm run test:kill` kills 50 times; among all tests a few must do. */
const KILLS = process.env.MODE === 'kill' ? 50 : 3
const SEED = Number(process.env.LUMITAG_SEED ?? Date.now() % 1_000_000)
const PHOTOS_PER_KILL = 60
/** A kill comes this long after the process started: in its start, scan, indexing, tagging or end. */
const LATEST_MS = 2500
/** Photos that are read but not written yet when the process dies: a batch, and what the workers hold. */
const IN_FLIGHT = 64 + 2 * 4

const counted = fileURLToPath(new URL('../support/countedRun.ts', import.meta.url))

test(`killed ${KILLS} times at random (seed ${SEED}), nothing is lost and only what was in flight is done again`, async () => {
  const random = seeded(SEED)
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  const library = join(folder, 'library')
  const notes = join(folder, 'notes')
  const count = PHOTOS_PER_KILL * KILLS
  await drawPhotos(
    photos,
    Array.from({ length: count }, (_, index) => `${index % 20}/photo-${index}.jpg`),
  )
  const before = fingerprints(photos)
  const prepared = await openTestEngine(library)
  await prepared.call('labels.add', { name: 'everything', prompts: ['a photo'], automatic: 0, suggestion: 0 })
  await prepared.close()

  let kills = 0
  for (let runs = 0; ; runs++) {
    const child = spawn(process.execPath, [counted, library, photos, notes], { stdio: 'ignore' })
    const timer = kills < KILLS ? setTimeout(() => child.kill('SIGKILL'), random() * LATEST_MS) : undefined
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    clearTimeout(timer)
    if (signal === 'SIGKILL') kills++
    else expect(code).toBe(0)
    if (kills === KILLS && signal === null) break
    expect(runs).toBeLessThan(KILLS * 10)
  }

  const read = readFileSync(notes, 'utf8').trim().split('\n')
  console.log(
    `seed ${SEED}: ${kills} kills, ${count} photos, ${read.length - count} read again (${((read.length - count) / kills).toFixed(1)} a kill, at most ${IN_FLIGHT})`,
  )
  expect(read.length).toBeLessThanOrEqual(count + kills * IN_FLIGHT)
  expect(fingerprints(photos)).toEqual(before)

  const engine = await openTestEngine(library)
  await engine.idle()
  expect(await engine.call('library.check')).toEqual([])
  expect(await engine.call('library.status')).toMatchObject({
    photos: count,
    embedded: count,
    unreadable: 0,
  })
  const [label] = await engine.call('labels.list')
  expect(label!.counts.automatic).toBe(count)
}, 900_000)
