import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { first } from '../../src-main/engine/store/migrations/001-first.ts'
import { openDatabase } from '../../src-main/engine/store/open.ts'
import { temporaryFolder } from '../support/library.ts'
import { commandLine } from '../support/programs.ts'

/** Runs a script where it may mount a disk of its own: Linux only, and not in every container. */
const ownMounts = ['--user', '--map-root-user', '--mount', 'sh', '-ec']
const mayMount =
  process.platform === 'linux' &&
  spawnSync('unshare', [...ownMounts, 'mount -t tmpfs tmpfs /mnt']).status === 0

/** Pictures whose thumbnails are as large as thumbnails get. */
async function drawNoise(folder: string, count: number): Promise<void> {
  await mkdir(folder)
  const side = 512
  for (let i = 0; i < count; i++)
    await sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
      .jpeg()
      .toFile(join(folder, `${i}.jpg`))
}

test.runIf(mayMount)('a library that has no room to be copied is not changed by a newer program', () => {
  const folder = temporaryFolder()
  const old = openDatabase(join(folder, 'old.db'))
  old.script(`${first} PRAGMA user_version = 1`)
  old.run("INSERT INTO labels (name, created_at) VALUES ('Dog', 1)")
  old.run("INSERT INTO settings VALUES ('filler', hex(zeroblob(1500000)))")
  old.close()
  const library = join(folder, 'library')
  mkdirSync(library)
  const lumitag = `'${process.execPath}' '${commandLine}' --library '${library}' --json`
  const script = `
    mount -t tmpfs -o size=5m tmpfs '${library}'
    cp '${join(folder, 'old.db')}' '${library}/library.db'
    ${lumitag} label list || true
    ls '${library}/backups'
    cmp '${join(folder, 'old.db')}' '${library}/library.db'
    mount -o remount,size=64m '${library}'
    ${lumitag} label list`
  const { stdout, status } = spawnSync('unshare', [...ownMounts, script], { encoding: 'utf8' })
  expect(stdout).toContain('"NO_SPACE"')
  expect(status).toBe(0)
  expect(stdout).toContain('"Dog"')
})

test.runIf(mayMount)(
  'a run on a disk that gets full says so and blames no photo, and goes on when there is room',
  async () => {
    const folder = temporaryFolder()
    const photos = join(folder, 'photos')
    const library = join(folder, 'library')
    await drawNoise(photos, 60)
    await mkdir(library)
    const lumitag = `'${process.execPath}' '${commandLine}' --library '${library}' --json`
    const script = `
      mount -t tmpfs -o size=4m tmpfs '${library}'
      ${lumitag} add '${photos}' || echo '{"event":"ended","code":'$?'}'
      mount -o remount,size=64m '${library}'
      ${lumitag} add '${photos}' && echo '{"event":"ended","code":0}'
      ${lumitag} doctor`
    const env = { ...process.env, LUMITAG_THREADS: '2' }
    const { stdout, stderr } = spawnSync('unshare', [...ownMounts, script], { encoding: 'utf8', env })
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const named = (name: string) => events.filter(({ event }) => event === name)

    expect(stderr).toContain('is full. Make room')
    expect(named('skipped')).toEqual([])
    expect(named('summary')).toMatchObject([
      { photos: 60, unreadable: [] },
      { photos: 60, unreadable: [] },
    ])
    expect(named('ended')).toMatchObject([{ code: 4 }, { code: 0 }])
    expect(named('check')).toContainEqual(
      expect.objectContaining({ name: 'Photos', detail: '60, 60 indexed, 0 could not be read' }),
    )
    expect(named('check')).toContainEqual(
      expect.objectContaining({ detail: 'damage in the database: none', good: true }),
    )
  },
)
