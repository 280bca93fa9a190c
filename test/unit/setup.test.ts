import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chromiumPlaces, findChromium } from '../../src-main/setup/chromium.mjs'
import { chooseShell } from '../../src-main/setup/electron.mjs'
import { explain, leftOut } from '../../src-main/setup/npm.mjs'
import { buildStamp, installStamp } from '../../src-main/setup/stamp.mjs'
import { closingLine, count } from '../../src-main/setup/summary.mjs'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lumitag-setup-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, content: string, mode = 0o644): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}

describe('stamps', () => {
  beforeEach(() => {
    for (const name of ['electron.config.ts', 'package.json', 'package-lock.json']) write(name, '{}')
    for (const name of ['src-main/a/b.ts', 'src-renderer/index.html', 'src-shared/c.ts']) write(name, name)
  })

  it('stay the same while contents do, whatever the clock says', () => {
    const before = [installStamp(folder), buildStamp(folder)]
    utimesSync(join(folder, 'src-main/a/b.ts'), 1, 1)
    write('test/unit/x.test.ts', 'not built')
    expect([installStamp(folder), buildStamp(folder)]).toEqual(before)
  })

  it.each([
    ['a changed source', () => write('src-main/a/b.ts', 'src-main/a/c.ts')],
    ['a new source', () => write('src-shared/d.ts', '')],
    [
      'a renamed source',
      () => (rmSync(join(folder, 'src-shared/c.ts')), write('src-shared/e.ts', 'src-shared/c.ts')),
    ],
    ['another lockfile', () => write('package-lock.json', '{"a":1}')],
  ])('ask for a build after %s', (_, change) => {
    const before = buildStamp(folder)
    change()
    expect(buildStamp(folder)).not.toBe(before)
  })

  it('ask for an install after another lockfile only', () => {
    const before = installStamp(folder)
    write('src-main/a/b.ts', 'changed')
    expect(installStamp(folder)).toBe(before)
    write('package-lock.json', '{"a":1}')
    expect(installStamp(folder)).not.toBe(before)
  })
})

describe('the lock', () => {
  it('lets one process in at a time and outlives those that were killed', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid
    const lock = write('lock', `${gone}\n`)
    const log = write('log', '')
    const script = write(
      'work.mjs',
      `import { appendFileSync } from 'node:fs'
       import { withLock } from ${JSON.stringify(join(import.meta.dirname, '../../src-main/setup/lock.mjs'))}
       await withLock(${JSON.stringify(lock)}, async () => {
         appendFileSync(${JSON.stringify(log)}, 'in ')
         await new Promise((resolve) => setTimeout(resolve, 50))
         appendFileSync(${JSON.stringify(log)}, 'out ')
       })`,
    )
    const workers = [1, 2, 3, 4].map(() => spawn(process.execPath, [script], { stdio: 'ignore' }))
    await Promise.all(workers.map((worker) => once(worker, 'exit')))
    expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(4))
    expect(existsSync(lock)).toBe(false)
  })
})

describe('the closing line', () => {
  const file = (status: string, ...statuses: string[]) => ({
    status,
    assertionResults: statuses.map((each) => ({ status: each })),
  })
  const line = (exitCode: number, ...testResults: ReturnType<typeof file>[]): string =>
    closingLine(count({ testResults }, exitCode))

  it('adds up all files', () => {
    expect(line(0, file('passed', 'passed', 'passed'), file('passed', 'passed'))).toBe('3 passed, 0 failed')
    expect(line(1, file('failed', 'passed', 'failed'), file('passed', 'pending', 'todo', 'passed'))).toBe(
      '2 passed, 1 failed, 2 skipped',
    )
  })

  it('counts what failed without a failed test', () => {
    expect(line(1, file('passed', 'passed'), file('failed'))).toBe('1 passed, 1 failed')
    expect(line(1, file('failed', 'skipped', 'skipped'))).toBe('0 passed, 1 failed, 2 skipped')
    expect(line(1, file('passed', 'passed'))).toBe('1 passed, 1 failed')
    expect(line(0)).toBe('0 passed, 1 failed')
    expect(line(0, file('passed', 'skipped'))).toBe('0 passed, 1 failed, 1 skipped')
    expect(closingLine(count(undefined, 1))).toBe('0 passed, 1 failed')
  })
})

describe.skipIf(process.platform === 'win32')('the Chromium for the tests', () => {
  const works = '#!/bin/sh\nexit 0\n'

  it('is the chosen one, else one of PATH, else the newest of Playwright', () => {
    const old = write('cache/chromium-900/chrome-linux64/chrome', works, 0o755)
    const newest = write('cache/chromium-1200/chrome-linux64/chrome', works, 0o755)
    const first = write('bin/chromium', works, 0o755)
    const second = write('bin/google-chrome', works, 0o755)
    const env = {
      CHROMIUM: '/chosen',
      PATH: join(folder, 'bin'),
      PLAYWRIGHT_BROWSERS_PATH: join(folder, 'cache'),
    }
    const mine = chromiumPlaces(env).filter(
      (place) => place === '/chosen' || (existsSync(place) && place.startsWith(folder)),
    )
    expect(mine).toEqual(['/chosen', first, second, newest, old])
  })

  it('runs: one that only pretends to be there is passed over', () => {
    const stub = write('snap', '#!/bin/sh\necho install the snap >&2\nexit 1\n', 0o755)
    const real = write('real', works, 0o755)
    expect(findChromium([join(folder, 'missing'), stub, real])).toBe(real)
    expect(findChromium([stub])).toBeUndefined()
  })
})

describe('the shell', () => {
  const usual = {
    wish: undefined,
    platform: 'linux',
    root: false,
    display: true,
    ci: false,
    binary: true,
    tried: false,
  }
  const shell = (change: object): string => chooseShell({ ...usual, ...change }).shell

  it('is Electron where it can run, fetched once if need be', () => {
    expect(shell({})).toBe('electron')
    expect(shell({ binary: false })).toBe('download')
    expect(shell({ binary: false, tried: true })).toBe('browser')
    expect(shell({ binary: false, ci: true })).toBe('browser')
    expect(shell({ platform: 'darwin', root: true })).toBe('electron')
  })

  it('is the browser, with the reason, where Electron cannot run', () => {
    expect(chooseShell({ ...usual, root: true }).reason).toMatch(/as root/)
    expect(chooseShell({ ...usual, display: false, binary: false }).reason).toMatch(/display/)
    expect(shell({ root: true })).toBe('browser')
    expect(shell({ display: false, binary: false })).toBe('browser')
  })

  it('is what LUMITAG_SHELL says, or setup says why not', () => {
    expect(shell({ wish: 'browser' })).toBe('browser')
    expect(shell({ wish: 'electron', binary: false, tried: true, ci: true })).toBe('download')
    expect(() => shell({ wish: 'electron', root: true })).toThrow(/as root/)
    expect(() => shell({ wish: 'firefox' })).toThrow(/electron or browser/)
  })
})

describe('a failed installation', () => {
  it.each([
    [127, 'Error: spawn npm ENOENT', 'apt-get install npm'],
    [228, 'npm error code ENOSPC\nnpm error syscall write', 'disk is full'],
    [
      1,
      'npm error `npm ci` can only install packages when your package.json and package-lock.json or …',
      'git checkout',
    ],
    [1, 'npm error code EACCES\nnpm error path /home/me/.npm/_cacache/tmp', 'cache'],
    [
      243,
      'npm error code EACCES\nnpm error path /srv/lumitag/node_modules',
      'chown -R "$(id -u)" "/srv/lumitag"',
    ],
    [1, 'npm error code EAI_AGAIN\nnpm error request to … failed', 'registry does not answer'],
    [1, 'npm error something else', 'npm says why above'],
  ])('with exit code %i and "%s" is explained: %s', (code, output, words) => {
    expect(explain(code, output, '/srv/lumitag')).toContain(words)
  })

  it('is noticed where npm went on without an optional package of this system', () => {
    const mine = { optional: true, os: [process.platform], cpu: [process.arch] }
    const packages = {
      'node_modules/here': mine,
      'node_modules/gone': mine,
      'node_modules/other': { ...mine, os: ['aix'] },
      'node_modules/plain': {},
    }
    write('package-lock.json', JSON.stringify({ packages }))
    write('node_modules/here/package.json', '{}')
    expect(leftOut(folder)).toEqual(['node_modules/gone'])
  })
})
