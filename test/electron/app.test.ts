import type { ChildProcess } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { lockLibrary } from '../../src-main/engine/store/open.ts'
import { findChromium } from '../../src-main/setup/chromium.mjs'
import { built, out } from '../support/build.ts'
import { eventually } from '../support/eventually.ts'
import { addModel } from '../support/journeys/model.ts'
import { openSecondPhoto } from '../support/journeys/steps.ts'
import { electron, launchMain } from '../support/launchMain.ts'
import { PAGE, showInChromium } from '../support/showInChromium.ts'
import { modelFolder, tinySiglip } from '../support/tinyModels.ts'

/* The whole app but for Electron's binary: built main process, preload, window and engine process. */

const executablePath = findChromium()
const PHOTOS = 6

describe.skipIf(!executablePath)('the app in its window', () => {
  const children: ChildProcess[] = []
  const problems: string[] = []
  let folder: string
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    subscribe('child_process', (message) => children.push((message as { process: ChildProcess }).process))
    folder = mkdtempSync(join(tmpdir(), 'lumitag-app-'))
    mkdirSync(join(folder, 'photos'))
    for (let i = 0; i < PHOTOS; i++)
      await sharp({
        create: { width: 320, height: 240, channels: 3, background: { r: i * 40, g: 90, b: 160 } },
      })
        .jpeg()
        .toFile(join(folder, 'photos', `${i}.jpg`))
    await built('node', 'main', 'preload', 'renderer')
    launchMain(out, join(folder, 'library'))
    await electron.start()
    browser = await chromium.launch({ executablePath, args: ['--disable-dev-shm-usage', '--disable-gpu'] })
    page = await browser.newPage()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    await showInChromium(page, electron.windows[0]!)
    await page.goto(PAGE)
  })
  afterAll(async () => {
    await browser?.close()
    electron.app.quit()
    await eventually(() => expect(electron.asked.at(-1)).toBe('quit'))
    rmSync(folder, { recursive: true, force: true })
  })

  /** Widths of the pictures that are shown; the loaded ones are not 0. */
  const shown = (): Promise<number[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLImageElement>('[role=option] img')].map((i) => i.naturalWidth),
    )
  const allShown = (): Promise<void> =>
    eventually(async () => {
      const widths = await shown()
      expect([widths.length, widths.every((width) => width > 0)]).toEqual([PHOTOS, true])
    })

  test('a folder added from the menu is scanned, indexed and shown', async () => {
    electron.user.picks = [join(folder, 'photos')]
    const [file] = electron.applicationMenu().filter(({ label }) => label === '&File')
    file!.submenu!.find(({ label }) => label === 'Add &Folder…')!.click!()
    await allShown()
  })

  test('a photo that is dropped into the window goes through main to the engine, and is tried with words', async () => {
    await page.getByRole('button', { name: 'Try words on a photo' }).click()
    const picture = readFileSync(join(folder, 'photos', '0.jpg')).toString('base64')
    const dataTransfer = await page.evaluateHandle((base64) => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      transfer.items.add(new File([bytes], 'dropped.jpg', { type: 'image/jpeg' }))
      return transfer
    }, picture)
    const view = page.getByRole('region', { name: 'Try words on a photo' })
    await view.dispatchEvent('drop', { dataTransfer })
    await page.getByLabel('Labels, separated by commas').fill('a wall, a sky')
    await view.getByRole('row', { name: /^a wall .*%/ }).waitFor()
    await eventually(async () =>
      expect(await view.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320),
    )
    await page.getByRole('button', { name: /^All photos/ }).click()
    await allShown()
  })

  test('a model that the system’s dialog names is added', async () => {
    const directory = await modelFolder(tinySiglip, 'Tiny')
    const nameFolder = async (path: string): Promise<void> => {
      electron.user.picks = [path]
      await page.getByRole('button', { name: 'Choose…' }).click()
    }
    await page.getByRole('button', { name: 'Lumitag starter' }).click()
    await addModel({ page, nameFolder }, directory, 'Mine')
    await page.keyboard.press('Escape')
  })

  test('when the engine is killed, the window finds the new one by itself and is where it was, also when loaded again', async () => {
    const engines = (): ChildProcess[] =>
      children.filter(({ spawnargs }) => spawnargs[1]?.endsWith('engine.js'))
    expect(engines().length).toBe(1)
    await openSecondPhoto(page)
    engines()[0]!.kill('SIGKILL')
    const lost = page.getByRole('alertdialog')
    await lost.waitFor()
    await lost.waitFor({ state: 'detached' })
    expect(engines().length).toBe(2)
    const second = page.getByRole('group', { name: /^Photo 2 of/ })
    await second.waitFor()
    await page.reload()
    await second.waitFor()
    await page.keyboard.press('Escape')
    await allShown()
  })

  test('while another program has the library, the window says so; then it goes on by itself', async () => {
    const engine = children.findLast(({ spawnargs }) => spawnargs[1]?.endsWith('engine.js'))!
    engine.kill('SIGKILL')
    await once(engine, 'exit')
    // before the next engine is there
    const unlock = lockLibrary(join(folder, 'library', 'library.lock'))
    const lost = page.getByRole('alertdialog', { name: 'The library is open in another program' })
    await lost.waitFor()
    await page.screenshot({ path: join('test-results', 'library-in-use.png') })
    await lost.getByRole('button', { name: 'Show the log' }).click()
    await eventually(() =>
      expect(electron.opened.paths.at(-1)).toBe(join(folder, 'library', 'window', 'logs')),
    )
    unlock()
    await lost.getByRole('button', { name: 'Try now' }).click()
    await lost.waitFor({ state: 'detached' })
    await allShown()
  })

  test('nothing that the page does is against its policy', () => {
    expect([problems, electron.user.sawErrors]).toEqual([[], []])
  })
})
