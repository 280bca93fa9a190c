import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { withSamples } from '../support/samples.ts'

const sidebar = (page: Page) => page.getByRole('navigation', { name: 'Library' })
const photos = (page: Page) => page.getByRole('option')
const selected = (page: Page) => page.getByRole('option', { selected: true })

/** The page in light and in dark. */
async function pictures(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  await screenshot(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
}

describe.skipIf(!hasChromium)('the window', () => {
  test('duplicates side by side with one zoom, a slideshow, photos by mouse, other keys', async () => {
    const { page, engine } = await openApp(async (opened, folder) => {
      await withSamples(opened, folder)
      const home = join(folder, 'photos', 'At home')
      copyFileSync(join(home, 'Cat.jpg'), join(home, 'Cat again.jpg'))
      await opened.call('roots.scan', {})
      await opened.idle()
    })
    await sidebar(page).getByRole('button', { name: 'Duplicates' }).click()
    await page.getByRole('button', { name: 'Compare' }).first().click()
    const compare = page.getByRole('region', { name: 'Compare' })
    const panes = compare.getByRole('group')
    await expect.poll(() => panes.count()).toBe(2)
    const zooms = () =>
      panes.evaluateAll((all) =>
        all.map((pane) => pane.querySelector<HTMLElement>('img.ready')?.style.transform ?? ''),
      )
    await expect.poll(zooms).toEqual(['translate(0px, 0px) scale(1)', 'translate(0px, 0px) scale(1)'])
    const { x, y } = (await panes.first().boundingBox())!
    await page.mouse.move(x + 60, y + 80)
    await page.mouse.wheel(0, -400)
    await expect.poll(async () => new Set(await zooms()).size).toBe(1)
    expect((await zooms())[0]).not.toContain('scale(1)')
    await pictures(page, 'compare')
    await compare.getByRole('button', { name: 'Zoom and move each by itself' }).click()
    await page.mouse.move(x + 60, y + 80)
    await page.mouse.wheel(0, -400)
    await expect.poll(async () => new Set(await zooms()).size).toBe(2)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect.poll(() => compare.count()).toBe(0)

    await sidebar(page)
      .getByRole('button', { name: /^All photos/ })
      .click()
    await page.getByRole('heading', { level: 1, name: 'All photos' }).waitFor()
    await photos(page).nth(1).click()
    const awake = await page.evaluateHandle(() => {
      const asked = { held: 0 }
      const lock = { release: () => Promise.resolve(void asked.held--) }
      navigator.wakeLock.request = () => Promise.resolve((asked.held++, lock as never))
      return asked
    })
    const held = () => awake.evaluate((asked) => asked.held)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('group', { name: /^Photo 2 of/ }).waitFor()
    await expect.poll(held).toBe(1)
    /** the most photos on one another until the next one is shown by itself */
    const layers = (name: RegExp) =>
      page.evaluate(
        (source) =>
          new Promise<number>((resolve) => {
            let most = 0
            const look = (): void => {
              most = Math.max(most, document.querySelectorAll('.photo-view .photo').length)
              if (document.querySelector('.photo-view')?.ariaLabel?.match(source))
                setTimeout(() => resolve(most), 900)
              else requestAnimationFrame(look)
            }
            const watch = new MutationObserver(look)
            watch.observe(document.querySelector('.photo-view')!, { subtree: true, childList: true })
            look()
          }),
        name.source,
      )
    await page.getByRole('button', { name: 'Time for each photo' }).click()
    await page.getByRole('menuitemradio', { name: '2 s for each photo' }).click()
    // one photo turns into the next, unless motion is unwanted
    expect(await layers(/^Photo 3 of/)).toBe(2)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    // the last turn is over, and from here on the next one counts
    await expect.poll(() => page.locator('.photo-view .photo').count()).toBe(1)
    const shown = await page.locator('.photo-view').getAttribute('aria-label')
    const next = Number(/\d+/.exec(shown!)![0]) + 1
    expect(await layers(new RegExp(`^Photo ${next} of`))).toBe(1)
    await page.emulateMedia({ reducedMotion: null })
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('button', { name: 'Slideshow' }).count()).toBe(1)
    expect(await held()).toBe(0)
    await page.keyboard.press('Escape')

    // a rubber band from the margin, then squares, then a tag by dropping
    const first = (await photos(page).first().boundingBox())!
    await page.mouse.move(first.x - 8, first.y + 10)
    await page.mouse.down()
    await page.mouse.move(first.x + first.width + 40, first.y + 60, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => selected(page).count()).toBe(2)
    await page.getByRole('button', { name: 'Squares' }).click()
    const shape = await photos(page).first().locator('.photo').boundingBox()
    expect(shape!.width).toBe(shape!.height)
    await expect.poll(() => selected(page).count()).toBe(2)
    await pictures(page, 'squares')
    const label = (await engine.call('labels.list'))[0]!
    await photos(page)
      .first()
      .dragTo(sidebar(page).getByRole('list', { name: 'Labels' }).getByTitle(label.name, { exact: true }))
    const { ids } = await engine.call('photos.index', { source: { kind: 'all' } })
    const accepted = async (at: number) =>
      (await engine.call('photos.get', { id: ids[at]! })).tags.some(
        ({ path, state }) => path === label.name && state === 'accepted',
      )
    await expect.poll(async () => [await accepted(0), await accepted(1)]).toEqual([true, true])

    // by keys: the third and fifth photo, and what a right click on another one offers
    await photos(page).nth(2).click()
    for (const key of ['Control+ArrowRight', 'Control+ArrowRight', 'Control+Space'])
      await page.keyboard.press(key)
    const positions = () =>
      selected(page).evaluateAll((all) => all.map((photo) => photo.getAttribute('aria-posinset')))
    await expect.poll(positions).toEqual(['3', '5'])
    await photos(page).nth(4).click({ button: 'right' })
    await expect.poll(() => page.getByRole('menuitem', { name: 'Compare' }).count()).toBe(1)
    await pictures(page, 'grid-menu')
    await page.keyboard.press('Escape')
    expect(await positions()).toEqual(['3', '5'])
    await photos(page).first().click({ button: 'right' })
    await expect.poll(positions).toEqual(['1'])
    await page.getByRole('menuitem', { name: 'Copy tags' }).click()
    await page.getByText(/^\d+ tags? copied/).waitFor()

    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await keys.getByRole('button', { name: 'Change the keys for: find photos like these' }).click()
    await page.keyboard.press('l')
    await keys.getByText('L is in use: add to an album.').waitFor()
    await pictures(page, 'keys')
    await keys.getByRole('button', { name: 'Use it here instead' }).click()
    await page.keyboard.press('Escape')
    await page.reload()
    await photos(page).first().click()
    await page.keyboard.press('l')
    await page.getByRole('heading', { level: 1, name: 'Photos like this one' }).waitFor()
  })

  test('a first look with the sample pictures: on the map, of one place in the grid; settings; jobs', async () => {
    const { page, engine, folder } = await openApp()
    await page
      .getByRole('region', { name: 'The model' })
      .getByText(/^Better on this computer/)
      .waitFor()
    await pictures(page, 'welcome')
    await page.getByRole('button', { name: 'Try it with sample pictures' }).click()
    await photos(page).first().waitFor()
    await engine.idle()
    writeFileSync(join(folder, 'library', 'samples', 'broken.jpg'), 'no picture')
    await engine.call('roots.scan', {})
    await engine.idle()
    expect((await engine.call('labels.list')).length).toBeGreaterThan(10)
    await sidebar(page).getByRole('button', { name: 'Map' }).click()
    const map = page.getByRole('application', { name: /^Map of your photos/ })
    const cluster = map.getByRole('button', { name: '4 photos' })
    await cluster.click()
    const place = page.getByRole('complementary', { name: 'Photos of this place' })
    await expect.poll(() => place.getByRole('button', { name: /^Photo \d/ }).count()).toBe(4)
    await pictures(page, 'map')
    await cluster.dblclick()
    await page.keyboard.press('Escape')
    await screenshot(page, 'map-near')
    await page.getByRole('button', { name: 'Photos in view' }).click()
    await page.getByRole('heading', { level: 1, name: 'Photos of this place' }).waitFor()
    await expect.poll(() => photos(page).count()).toBe(4)
    await page.getByRole('button', { name: 'Save as smart album…' }).waitFor()

    await page.getByRole('button', { name: 'Settings' }).click()
    const settings = page.getByRole('dialog', { name: 'Settings' })
    await pictures(page, 'settings')
    for (const section of ['Folders', 'Model and speed', 'Sidecars', 'Library']) {
      await settings.getByRole('button', { name: section, exact: true }).click()
      await screenshot(page, `settings-${section.toLowerCase().replaceAll(' ', '-')}`)
    }
    await settings.getByRole('button', { name: 'Check the library' }).click()
    await settings.getByText('Everything is in order.').waitFor()
    await settings.getByRole('button', { name: 'Jobs…' }).click()
    const jobs = page.getByRole('dialog', { name: 'Jobs' })
    await jobs.getByText('1 problem').first().waitFor()
    await pictures(page, 'jobs')
    await jobs.getByRole('button', { name: 'Problems…' }).first().click()
    await page.getByRole('dialog').getByText('broken.jpg').waitFor()
  })
})
