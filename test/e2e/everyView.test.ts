import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { shellContract } from '../../src-shared/contract.ts'
import { scanSettings } from '../../src-shared/schemas/library.ts'
import { sidecarSettings } from '../../src-shared/schemas/sidecar.ts'
import { expectAccessible } from '../support/accessible.ts'
import { hasChromium, openApp } from '../support/app.ts'
import { focused, noteMotion } from '../support/focusAndMotion.ts'
import { withSamples } from '../support/samples.ts'

/** Runs a command of the palette, by its whole name. */
async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(`>${command}`)
  await page.getByRole('option', { name: command, selected: true }).first().waitFor()
  await page.keyboard.press('Enter')
}

/** A view or dialog: how keys open it from the grid, and as what it is announced. */
type Stop = [
  open: (page: Page) => Promise<void>,
  title: string | RegExp,
  role?: 'alertdialog' | 'region' | 'form' | 'button',
]
const command = (text: string, title: string, role?: Stop[2]): Stop => [
  (page) => run(page, text),
  title,
  role,
]
const settings = (page: string, section: string): Stop => [
  async (window) => {
    await run(window, page)
    const button = window.getByRole('dialog').getByRole('button', { name: section, exact: true })
    await button.waitFor()
    await button.press('Enter')
    await expect.poll(() => button.getAttribute('aria-current')).toBe('page')
  },
  'Settings',
]
/** The photos of a tag of the sidebar; the first line is about all of them. */
async function openTag(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Tags' }).locator('.main').nth(1).press('Enter')
  await page.getByRole('button', { name: 'Take off…' }).waitFor()
  await page.getByRole('listbox').focus()
}
const stops: Stop[] = [
  command('Add a folder…', 'Add a folder'),
  [
    async (page) => {
      await run(page, 'Sync sidecars…')
      await page.getByRole('radio', { name: 'Write' }).press('Enter')
      await page.getByRole('list', { name: 'Changes' }).waitFor()
    },
    'Sync sidecars',
  ],
  command('Label packs…', 'Label packs'),
  command('New smart album…', 'New smart album'),
  command('New album…', 'New album'),
  settings('Settings…', 'Look and keys'),
  settings('Settings…', 'Folders'),
  settings('Settings…', 'Model and speed'),
  settings('Settings…', 'Sidecars'),
  settings('Settings…', 'Library'),
  command('Models…', 'Models'),
  command('Jobs…', 'Jobs'),
  [
    async (page) => {
      await run(page, 'Jobs…')
      await page.getByRole('button', { name: 'Problems…' }).first().press('Enter')
      await page.getByRole('dialog').getByText('broken.jpg').waitFor()
    },
    'Problems: Indexing with Lumitag starter',
  ],
  [(page) => page.keyboard.press('?'), 'Keys'],
  [(page) => page.keyboard.press('Control+Shift+z'), 'What you decided'],
  [(page) => page.keyboard.press('Delete'), 'Move this photo to the trash?', 'alertdialog'],
  [openTag, 'Take off…', 'button'],
  [
    async (page) => {
      await openTag(page)
      await page.getByRole('button', { name: 'Take off…' }).press('Enter')
    },
    /^Take .+ off/,
    'alertdialog',
  ],
  command('Review suggestions', 'To review', 'region'),
  command('Duplicates and bursts', 'Duplicates', 'region'),
  command('Map', 'Map', 'region'),
  command('New label', 'New label', 'form'),
  [(page) => page.keyboard.press('c'), 'Compare', 'region'],
  [
    async (page) => {
      await page.keyboard.press('Enter')
      await page.keyboard.press('w')
      const field = page.getByRole('region', { name: 'Try words on a photo' }).getByRole('textbox').first()
      await field.fill('a cat, a plate of food')
      await page
        .getByText(/small starter model/i)
        .first()
        .waitFor()
    },
    'Try words on a photo',
    'region',
  ],
  [
    async (page) => {
      await run(page, 'Review suggestions')
      await page.keyboard.press('Enter')
    },
    'Review',
    'region',
  ],
]

/** The settings that the window has a control for. */
const controls = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-setting]')].map(({ dataset }) => dataset['setting']!),
  )
/** What can be set: in the engine, by command line or here, and in the window itself. */
const settable = [
  ...Object.keys(sidecarSettings.shape),
  ...Object.keys(scanSettings.shape),
  ...['pace', 'provider', 'model', 'library'],
  ...['theme', 'language', 'square', 'rowHeight', 'slideSeconds', 'keys'],
]
/** The calls that set these; a new one must bring its control along. */
const setters = [
  'scanning.change',
  'jobs.setPace',
  'sidecars.setSettings',
  'models.provider',
  'models.use',
  'host.openLibrary',
]

/** Controls that reach out of the window (on the map, places may), and what scrolls sideways. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = [...document.querySelectorAll('*')].filter(
      (element) =>
        /auto|scroll/.test(getComputedStyle(element).overflowX) &&
        element.scrollWidth > element.clientWidth + 1,
    )
    const out = [
      ...document.querySelectorAll(
        'button:not([role=application] *, [tabindex="-1"]), input, select, textarea',
      ),
    ].filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      return left < 0 || right > innerWidth
    })
    return [...wide, ...out].map((element) => element.outerHTML.slice(0, 200))
  })

describe.skipIf(!hasChromium)('every view', () => {
  test('is opened and left by keys, has nothing that axe finds, and nothing cut off at 200 %', async () => {
    const { page } = await openApp(async (opened, folder) => {
      await withSamples(opened, folder)
      writeFileSync(join(folder, 'photos', 'broken.jpg'), 'no picture')
      await opened.call('roots.scan', {})
      await opened.idle()
    })
    // set for all of the walk: what is on its way when it is asked for would move
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await noteMotion(page)
    const set = new Set<string>()
    const grid = page.getByRole('listbox', { name: 'All photos' })
    /** what has the focus, by its name */
    const focus = () =>
      page.evaluate(() => {
        const at = document.activeElement!
        return at.getAttribute('aria-label') ?? at.outerHTML.slice(0, 200)
      })
    await grid.waitFor()
    await page.keyboard.press('ArrowRight')
    for (const [open, title, role = 'dialog'] of stops) {
      await open(page)
      const shown = page.getByRole(role, { name: title })
      await shown.waitFor()
      await expectAccessible(page)
      for (const setting of title === 'Settings' ? await controls(page) : []) set.add(setting)
      await page.keyboard.press('Tab')
      if (role !== 'button')
        expect([title, await focused(shown)]).toEqual([title, { inside: true, ring: true }])
      // as a window of 1440 pixels is when it is zoomed to 200 %
      await page.setViewportSize({ width: 720, height: 450 })
      expect(await cutOff(page), String(title)).toEqual([])
      await page.setViewportSize({ width: 1440, height: 900 })
      // one step back at a time, each from wherever the focus is, until the grid has it again
      await expect
        .poll(
          async () => {
            await page.keyboard.press('Escape')
            return [title, await shown.count(), await focus()]
          },
          { timeout: 30_000 },
        )
        .toEqual([title, 0, 'All photos'])
      // Esc in the grid lets the photo go
      if ((await page.getByRole('option', { selected: true }).count()) === 0)
        await page.keyboard.press('Home')
    }

    expect(await page.evaluate<string[]>('motion()')).toEqual([])
    expect([...set].sort()).toEqual(settable.toSorted())
    expect(
      Object.keys(shellContract).filter((name) => /\.(set[A-Z]|change$|provider$|use$|open[A-Z])/.test(name)),
    ).toEqual(setters)

    // what a line of the sidebar can do is shown to who comes by Tab
    const tags = page.getByRole('list', { name: 'Tags' })
    await tags.locator('.main').nth(1).focus()
    await page.keyboard.press('Tab')
    expect([(await focus()).slice(0, 8), await focused(tags)]).toEqual([
      'More for',
      { inside: true, ring: true },
    ])
    await grid.focus()

    // where there is no room beside the photos the inspector lies over them, but not over its button
    await page.setViewportSize({ width: 720, height: 450 })
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await expect.poll(() => inspector.count()).toBe(0)
    await page.keyboard.press('i')
    await inspector.waitFor()
    await page.getByRole('button', { name: 'Inspector' }).click()
    await expect.poll(() => inspector.count()).toBe(0)
    // Esc puts it away before it lets the photo go, and gives the focus back
    await page.keyboard.press('i')
    await inspector.getByRole('button').first().focus()
    await page.keyboard.press('Escape')
    await expect.poll(async () => [await inspector.count(), await focus()]).toEqual([0, 'All photos'])
    expect(await page.getByRole('option', { selected: true }).count()).toBe(1)
  })
})
