import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { built } from '../support/build.ts'
import { electron, launchMain } from '../support/launchMain.ts'
import { stageProgram } from '../support/stage.ts'

let program: ReturnType<typeof stageProgram>

beforeAll(async () => {
  await built('main', 'preload')
  program = stageProgram()
}, 180_000)
afterAll(() => rmSync(program.folder, { recursive: true, force: true }))

test('a start while the library is open elsewhere opens nothing, starts no engine, and quits', async () => {
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
