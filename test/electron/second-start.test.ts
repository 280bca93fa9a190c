import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { HostContract } from '../../src-shared/contract.ts'
import { connect } from '../../src-shared/rpcClient.ts'
import { chooseLibrary, defaultLibrary, keepLibraries } from '../../src-main/engine/libraries.ts'
import { usualLibrary } from '../../src-main/engine/places.ts'
import { built } from '../support/build.ts'
import { eventually } from '../support/eventually.ts'
import { electron, launchMain } from '../support/launchMain.ts'
import { openPort } from '../support/openPage.ts'
import { commandLine } from '../support/programs.ts'
import { stageProgram } from '../support/stage.ts'

/* Starts that do not open the usual library at once. */

beforeAll(() => built('main', 'preload'), 180_000)

/** A program, and a user who has nothing yet. */
function stage(): ReturnType<typeof stageProgram> {
  const program = stageProgram()
  onTestFinished(() => rmSync(program.folder, { recursive: true, force: true }))
  writeFileSync(
    join(program.out, 'node', 'cli.js'),
    `import ${JSON.stringify(pathToFileURL(commandLine).href)}\n`,
  )
  for (const name of ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'APPDATA', 'LOCALAPPDATA', 'HOME', 'USERPROFILE'])
    vi.stubEnv(name, join(program.folder, name))
  onTestFinished(() => void vi.unstubAllEnvs())
  return program
}
const startsAnew = (): Promise<void> =>
  eventually(() =>
    expect([electron.asked.includes('relaunch'), electron.asked.at(-1)]).toEqual([true, 'quit']),
  )

test('while the library is open elsewhere opens nothing, starts no engine, and quits', async () => {
  const program = stage()
  launchMain(program.out, program.library, { hasLock: false, args: [program.folder, 'no-such-folder'] })
  await electron.start()
  expect(electron.asked).toContain('quit')
  // to the one that runs
  expect(electron.app.handedOver).toEqual({ folders: [program.folder] })
  expect([
    electron.windows.length,
    electron.protocolHandlers.size,
    electron.applicationMenu().length,
  ]).toEqual([0, 0, 0])
  expect(existsSync(join(program.library, 'lives'))).toBe(false)
})

test('a window has another library opened, or its own moved, where the user picks a folder; then all starts again', async () => {
  const program = stage()
  launchMain(program.out, null)
  await electron.start()
  expect(electron.paths.userData).toBe(join(usualLibrary(), 'window'))
  writeFileSync(join(usualLibrary(), 'library.db'), '')
  const page = connect<HostContract>(await openPort(electron.windows[0]!))
  expect(await page.call('host.libraries', undefined)).toEqual({ choice: 'here', others: [] })
  const elsewhere = join(program.folder, 'elsewhere')
  mkdirSync(elsewhere)
  const open = (path: string, move: boolean) => page.call('host.openLibrary', { path, move })
  await expect(open(elsewhere, false)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  electron.user.picks = [elsewhere]
  expect(await page.call('host.pickLibrary', undefined)).toEqual({ path: elsewhere, isNew: true })

  await open(elsewhere, true)
  await startsAnew()
  const move = JSON.parse(
    readFileSync(join(process.env.XDG_CONFIG_HOME!, 'lumitag', 'libraries.json'), 'utf8'),
  ) as object
  expect(move).toMatchObject({ moveTo: elsewhere })
  keepLibraries({ moveTo: undefined })
  await open(elsewhere, false)
  expect(defaultLibrary()).toBe(elsewhere)
})

test('with a library that is to be moved moves it first, and begins anew', async () => {
  const program = stage()
  const [from, to] = [usualLibrary(), join(program.folder, 'there')]
  mkdirSync(join(from, 'window'), { recursive: true })
  writeFileSync(join(from, 'library.db'), '')
  writeFileSync(join(from, 'window', 'kept'), '')
  keepLibraries({ moveTo: to })
  launchMain(program.out, null)
  await electron.start()
  await startsAnew()
  expect(electron.user.sawErrors).toEqual([])
  expect([existsSync(from), existsSync(join(to, 'window', 'kept')), defaultLibrary()]).toEqual([
    false,
    true,
    to,
  ])
  expect(electron.windows).toEqual([])
})

test('with a library that is gone asks for another, and begins none in its place', async () => {
  const program = stage()
  const gone = join(program.folder, 'drive', 'library')
  chooseLibrary(gone)
  rmSync(gone, { recursive: true })
  electron.user.response = 1
  onTestFinished(() => void (electron.user.response = 0))
  launchMain(program.out, null)
  electron.user.picks = [join(program.folder, 'other')]
  await electron.start()
  await startsAnew()
  expect(electron.user.sawMessages).toEqual(['The library is not there.'])
  expect([existsSync(gone), defaultLibrary()]).toEqual([false, join(program.folder, 'other')])
})
