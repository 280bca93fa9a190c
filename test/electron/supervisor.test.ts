import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import program from '../../package.json' with { type: 'json' }
import {
  superviseEngine,
  type Supervisor,
  type SupervisorOptions,
} from '../../src-main/shell-electron/supervisor.ts'
import { connect } from '../../src-shared/rpcClient.ts'
import { eventually } from '../support/eventually.ts'
import type { FakeContract } from '../support/fakeEngine.ts'

const entry = join(import.meta.dirname, '../support/fakeEngine.ts')
let folder: string
let supervisor: Supervisor | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumitag-supervisor-'))
})
afterEach(async () => {
  await supervisor?.stop()
  supervisor = undefined
  rmSync(folder, { recursive: true, force: true })
})

function start(library = 'library', options: Partial<SupervisorOptions> = {}): Supervisor {
  mkdirSync(join(folder, library), { recursive: true })
  return (supervisor = superviseEngine({
    node: process.execPath,
    entry,
    library: join(folder, library),
    log: () => {},
    version: program.version,
    backOffMs: 1,
    ...options,
  }))
}
const lives = (library = 'library'): string[] =>
  readFileSync(join(folder, library, 'lives'), 'utf8')
    .trim()
    .split('\n')
const openWindow = async (engine: Supervisor) => connect<FakeContract>(await engine.open())

describe('the engine as a supervised process', () => {
  test('serves several windows, each on a channel of its own', async () => {
    const engine = start()
    const [first, second] = [await openWindow(engine), await openWindow(engine)]
    const pid = await first.call('pid', undefined)
    first.close()
    await expect(first.call('pid', undefined)).rejects.toMatchObject({ code: 'ENGINE_DIED' })
    expect(await second.call('pid', undefined)).toBe(pid)
    expect(pid).not.toBe(process.pid)
  })

  test('keeps from a window what only the shell may ask', async () => {
    const engine = start()
    expect(await engine.ask('photoFile', { id: 7 })).toBe(join(folder, 'library', 'photo-7.jpg'))
    const window = connect<{ photoFile: FakeContract['pid'] }>(await engine.open())
    await expect(window.call('photoFile', undefined)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  test('a native abort rejects what was asked, closes the window’s wire, and the next wire leads to a new process', async () => {
    const engine = start()
    const wire = await engine.open()
    const closed = new Promise<void>((resolve) => wire.onClose(resolve))
    const window = connect<FakeContract>(wire)
    const pid = await window.call('pid', undefined)
    await expect(window.call('abort', undefined)).rejects.toMatchObject({ code: 'ENGINE_DIED' })
    await closed
    expect(await (await openWindow(engine)).call('pid', undefined)).not.toBe(pid)
    expect(lives()).toEqual(['started', 'started'])
  })

  test('an engine that hangs is ended and started again', async () => {
    const engine = start('library', { heartbeatMs: 50 })
    const window = await openWindow(engine)
    await expect(window.call('hang', undefined)).rejects.toMatchObject({ code: 'ENGINE_DIED' })
    expect(await (await openWindow(engine)).call('pid', undefined)).toBeGreaterThan(0)
  })

  test('an engine that refuses its library is not started again by itself; a window that asks again is another try', async () => {
    mkdirSync(join(folder, 'library'))
    writeFileSync(join(folder, 'library', 'taken'), '')
    const said: string[] = []
    const engine = start('library', { log: (text) => said.push(text) })
    const refusal = { code: 'LIBRARY_IN_USE', message: 'Another program has it open.' }
    await expect(engine.open()).rejects.toMatchObject(refusal)
    await eventually(() => expect(lives()).toEqual(['started', 'closed']))
    expect(said).toContain('There is no engine: Another program has it open.')
    await expect(engine.ask('photoFile', { id: 7 })).rejects.toMatchObject(refusal)
    const patient = engine.whenReady()

    await expect(engine.open()).rejects.toMatchObject(refusal)
    rmSync(join(folder, 'library', 'taken'))
    expect(await (await openWindow(engine)).call('pid', undefined)).toBeGreaterThan(0)
    expect(await connect<FakeContract>(await patient).call('pid', undefined)).toBeGreaterThan(0)
    expect(lives().filter((life) => life === 'started').length).toBe(3)
  })

  test('an engine of another version is not talked to', async () => {
    await expect(start('updated').open()).rejects.toMatchObject({
      code: 'OUTDATED',
      message: expect.stringMatching(/9\.9\.9 was installed .* Restart Lumitag/) as string,
    })
  })

  test('an engine that dies at each start is given up, with the reason', async () => {
    const engine = start('broken')
    await expect(engine.open()).rejects.toMatchObject({
      code: 'ENGINE_FAILED',
      message: expect.stringContaining('code 3') as string,
    })
    expect(lives('broken')).toEqual(Array.from({ length: 6 }, () => 'started'))
  })

  test('a Node binary that is not there is told, not thrown', async () => {
    const engine = start('library', { node: join(folder, 'no-node') })
    await expect(engine.open()).rejects.toMatchObject({
      code: 'ENGINE_FAILED',
      message: expect.stringContaining('ENOENT') as string,
    })
  })

  test('stopping lets it close its library', async () => {
    const engine = start()
    await engine.open()
    await engine.stop()
    expect(lives()).toEqual(['started', 'closed'])
    await expect(engine.open()).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  test('it does not outlive a program that was killed', async () => {
    mkdirSync(join(folder, 'library'))
    const parent = spawn(
      process.execPath,
      ['--input-type=module-typescript', '-e', PARENT, entry, join(folder, 'library')],
      {
        cwd: import.meta.dirname,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    const [said] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(said.toString())
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await eventually(() => expect(isAlive(pid)).toBe(false))
    expect(lives()).toEqual(['started', 'closed'])
  })
})

const PARENT = `
  import { superviseEngine } from '../../src-main/shell-electron/supervisor.ts'
  import { connect } from '../../src-shared/rpcClient.ts'
  const [entry, library] = process.argv.slice(1)
  const engine = superviseEngine({ node: process.execPath, entry, library, version: '${program.version}', log() {} })
  console.log(await connect(await engine.open()).call('pid', undefined))
`

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
