import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSecondPhoto, photos, seePhotos, writeLabel } from '../support/journeys.ts'
import { copySamples } from '../support/samples.ts'

/* The user's journeys in a real Electron: npm run test:electron names its program. */

const executablePath = process.env.LUMITAG_APP ?? ''
const own = process.env.LUMITAG_APP_ARGS ? [process.env.LUMITAG_APP_ARGS] : []

describe.skipIf(!executablePath)('in Electron', () => {
  let folder: string
  let app: ElectronApplication
  let page: Page
  const args = (): string[] => [...own, `--library=${join(folder, 'library')}`]

  async function start(): Promise<void> {
    app = await _electron.launch({ executablePath, args: args(), chromiumSandbox: true })
    page = await app.firstWindow()
    page.setDefaultTimeout(60_000)
  }
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lumitag-journeys-'))
    await copySamples(join(folder, 'photos'))
    await start()
  })
  afterAll(async () => {
    await page?.screenshot({ path: join('test-results', 'electron.png') }).catch(() => {})
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a first run: the system’s dialog names a folder, its photos appear, a label finds some', async () => {
    await app.evaluate(
      ({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
      },
      join(folder, 'photos'),
    )
    await page.getByRole('button', { name: 'Choose a folder…' }).click()
    await seePhotos(page)
    await writeLabel(page, 'Papers > Receipt')
  })

  test('a photo fills the window, decoded by Chromium from photo://', async () => {
    await page.getByRole('button', { name: /^All photos/ }).click()
    await openSecondPhoto(page)
    await expect
      .poll(() => page.evaluate(() => document.querySelector<HTMLImageElement>('main img')!.naturalWidth))
      .toBeGreaterThan(200)
  })

  test('the page has no Node, reaches no network, opens nothing and goes nowhere', async () => {
    const found = await page.evaluate(async () => {
      const reach = (address: string): Promise<string> =>
        fetch(address).then(
          () => 'reached',
          () => 'refused',
        )
      const asHtml = (): string => {
        try {
          document.createElement('div').innerHTML = '<img src=x>'
          return 'written'
        } catch (error) {
          return (error as Error).name
        }
      }
      return {
        globals: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
        reached: [
          await reach('https://example.com/'),
          await reach('http://127.0.0.1/'),
          // pictures may be shown, not read
          await reach('photo://full/1'),
        ],
        opened: window.open('https://example.com/') === null,
        html: asHtml(),
        permission: (await navigator.permissions.query({ name: 'geolocation' })).state,
      }
    })
    expect(found).toEqual({
      globals: [],
      reached: ['refused', 'refused', 'refused'],
      opened: true,
      html: 'TypeError',
      permission: 'denied',
    })
    await page.evaluate(() => (location.href = 'https://example.com/'))
    expect(page.url()).toMatch(/^app:\/\/ui\//)
  })

  test.runIf(process.platform === 'linux')('its process is in the sandbox', async () => {
    const pid = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
    )
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s*2$/m)
  })

  test.runIf(process.platform === 'linux')(
    'when the engine is killed, the window goes on where it was',
    async () => {
      const main = app.process().pid!
      const engine = childrenOf(main).find((pid) => commandOf(pid).includes('engine.js'))!
      process.kill(engine, 'SIGKILL')
      await page.getByRole('alertdialog').waitFor({ state: 'attached' })
      await page.getByRole('alertdialog').waitFor({ state: 'detached' })
      await page.getByRole('group', { name: /^Photo 2 of/ }).waitFor()
      await page.keyboard.press('Escape')
    },
  )

  test('another start hands its folder over and ends', async () => {
    await copySamples(join(folder, 'more'))
    const second = spawn(executablePath, [...args(), join(folder, 'more', 'Documents')], { stdio: 'ignore' })
    await new Promise((resolve) => second.once('exit', resolve))
    await page.getByRole('heading', { level: 1, name: 'Documents' }).waitFor()
    await photos(page).first().waitFor()
    expect(app.windows().length).toBe(1)
  })

  test('after a restart everything is there, in a window of the same size', async () => {
    const bounds = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getSize())
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setSize(900, 700))
    const before = await bounds()
    await app.close()
    await start()
    await seePhotos(page)
    expect(await bounds()).toEqual(before)
    await page.getByRole('button', { name: /^Receipt [1-9]/ }).waitFor()
  })
})

const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  )
const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8')
