import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepAlbum, nestGroups } from '../support/journeys/album.ts'
import { plugIn, seePluggedIn, seeUnplugged, unplug } from '../support/journeys/drive.ts'
import { exchangePacks, suggestAll, writeWithCare } from '../support/journeys/label.ts'
import { addModel, useModel } from '../support/journeys/model.ts'
import { refusedStayOut, reviewByKeys } from '../support/journeys/review.ts'
import { searchAndKeep } from '../support/journeys/search.ts'
import { seeDryRun, sidecarsIn, undoSync, writeSidecars } from '../support/journeys/sidecars.ts'
import {
  fromMenuOf,
  openSecondPhoto,
  photos,
  seePhotos,
  seeView,
  type Program,
} from '../support/journeys/steps.ts'
import { copySamples, mirrorSamples } from '../support/samples.ts'
import { modelFolder, tinySiglip } from '../support/tinyModels.ts'

/* The user's journeys in a real Electron: npm run test:electron names its program. */

const executablePath = process.env.LUMITAG_APP ?? ''
const ALL = 50
const LABEL = 'Papers > Receipt'
const own = process.env.LUMITAG_APP_ARGS ? [process.env.LUMITAG_APP_ARGS] : []

describe.skipIf(!executablePath)('in Electron', () => {
  let folder: string
  let app: ElectronApplication
  let page: Page
  const program = (): Program => ({
    page,
    nameFolder: async (path) => {
      await answerWith(path)
      await page.getByRole('button', { name: 'Choose…' }).click()
    },
  })
  const args = (): string[] => [...own, `--library=${join(folder, 'library')}`]

  async function start(): Promise<void> {
    app = await _electron.launch({ executablePath, args: args(), chromiumSandbox: true })
    page = await app.firstWindow()
    page.setDefaultTimeout(60_000)
  }
  /** What the system's dialog for folders will be told. */
  const answerWith = (path: string): Promise<void> =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
    }, path)
  const everything = async (): Promise<void> => {
    await page.getByRole('button', { name: /^All photos/ }).click()
    await page.getByRole('heading', { level: 1, name: 'All photos' }).waitFor()
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lumitag-journeys-'))
    await copySamples(join(folder, 'photos'))
    await mirrorSamples(join(folder, 'mirrored'))
    await start()
  })
  afterAll(async () => {
    await page?.screenshot({ path: join('test-results', 'electron.png') }).catch(() => {})
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a first run: the system’s dialog names a folder, the menu another, and their photos appear', async () => {
    await answerWith(join(folder, 'photos'))
    await page.getByRole('button', { name: 'Choose a folder…' }).click()
    await seePhotos(page)
    await answerWith(join(folder, 'mirrored'))
    await app.evaluate(({ Menu }) => {
      const all = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? [])
      const add = all.find(({ label }) => label === 'Add &Folder…')!.click as () => void
      add()
    })
    await everything()
    await seeView(page, 'All photos', ALL)
  })

  test('a label is written with care, kept as a file, and all that it suggests is reviewed by keys', async () => {
    await writeWithCare(page, LABEL, ALL)
    await exchangePacks(page, LABEL)
    await suggestAll(page, ALL)
    const { no } = await reviewByKeys(page, LABEL, ALL)
    await refusedStayOut(page, join(folder, 'mirrored'), LABEL, { all: ALL, no })
  })

  test('a search is kept as an album; another album has groups in groups, and goes through a file', async () => {
    await everything()
    await searchAndKeep(page)
    await nestGroups(page, 'Away and at home')
    await keepAlbum(page, 'Away and at home')
  })

  test('sidecars are written after a dry run, and taken back', async () => {
    await everything()
    const create = await seeDryRun(page, folder)
    await writeSidecars(page, folder, create)
    await undoSync(page)
    await expect.poll(() => sidecarsIn(folder)).toEqual([])
    await page.keyboard.press('Escape')
  })

  // Windows lets no folder be moved that is being watched
  test.runIf(process.platform !== 'win32')('a drive that is unplugged takes nothing along', async () => {
    unplug(join(folder, 'mirrored'))
    await fromMenuOf(page, 'mirrored', 'Scan again')
    await seeUnplugged(page, 'mirrored', ALL / 2)
    plugIn(join(folder, 'mirrored'))
    await seePluggedIn(page, ALL / 2)
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

  test('a model that lies on the disk is added, used, and says how it wants to be asked', async () => {
    await page.getByRole('button', { name: 'Lumitag starter' }).click()
    await addModel(program(), await modelFolder(tinySiglip, 'Tiny'), 'Mine')
    await useModel(page, 'Mine')
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  test('after a restart everything is there, in a window of the same size', async () => {
    const bounds = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getSize())
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setSize(900, 700))
    const before = await bounds()
    await app.close()
    await start()
    await seePhotos(page)
    expect(await bounds()).toEqual(before)
    await page
      .getByRole('button', { name: /^Receipt \d/ })
      .first()
      .waitFor()
  })
})

const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  )
const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8')
