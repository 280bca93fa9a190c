import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openLog } from '../../src-main/shell-electron/log.ts'
import * as electron from '../support/electronDouble.ts'
import { temporaryFolder } from '../support/library.ts'

vi.mock('electron', () => import('../support/electronDouble.ts'))

test('a long log is set aside while the program runs, three are kept, and the next start goes on', () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  electron.paths.logs = temporaryFolder()
  for (let start = 0; start < 2; start++) {
    const log = openLog(200)
    for (let line = 0; line < 20; line++) log(`line ${start}.${line} ${'x'.repeat(50)}`)
  }
  expect(readdirSync(electron.paths.logs).sort()).toEqual([
    'lumitag.1.log',
    'lumitag.2.log',
    'lumitag.3.log',
    'lumitag.log',
  ])
  const text = ['lumitag.3.log', 'lumitag.2.log', 'lumitag.1.log', 'lumitag.log']
    .map((name) => readFileSync(join(electron.paths.logs!, name), 'utf8'))
    .join('')
  const lines = [...text.matchAll(/line (\d)\.(\d+)/g)].map(
    ([, start, line]) => Number(start) * 20 + Number(line),
  )
  // the newest without a gap, and nothing too large
  expect(lines).toEqual(Array.from({ length: lines.length }, (_, at) => 40 - lines.length + at))
  expect(lines.length).toBeGreaterThan(8)
  expect(text.length).toBeLessThan(4 * 400)
})

test('a log that cannot be written stops nothing, and says later what is lost', () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  electron.paths.logs = temporaryFolder()
  const file = join(electron.paths.logs, 'lumitag.log')
  // as on a full disk, for root too: the file cannot be opened
  mkdirSync(file)
  const log = openLog()
  // nor does a terminal that was closed
  expect(process.stderr.emit('error', new Error('write EPIPE'))).toBe(true)
  log('the engine is gone')
  log('the engine starts')
  rmdirSync(file)
  log('the engine is ready')
  expect(readFileSync(file, 'utf8')).toMatch(/^\(2 lines could not be written\)\n\S+ the engine is ready\n$/)
})
