import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { searchAndKeep } from '../support/journeys/search.ts'
import { inspector, photos, sidebar } from '../support/journeys/steps.ts'
import { copySamples, withSamples } from '../support/samples.ts'

const labels = (page: Page) => sidebar(page).getByRole('list', { name: 'Labels' })

describe.skipIf(!hasChromium)('in a browser', () => {
  test('a first run: choose a folder, see photos, write a label, see the counts', async () => {
    const { page, folder } = await openApp((_engine, empty) => copySamples(join(empty, 'My photos')))
    await page.getByRole('button', { name: 'Choose a folder…' }).waitFor()
    await expectAccessible(page)

    // a folder is dragged in: the browser does not say where it lies
    const desktop = await page.context().newCDPSession(page)
    const drag = async (type: 'dragEnter' | 'dragOver' | 'drop', file: string): Promise<void> => {
      const data = { items: [], files: [file], dragOperationsMask: 1 }
      await desktop.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data })
    }
    const myPhotos = join(folder, 'My photos')
    await drag('dragEnter', myPhotos)
    await drag('dragOver', myPhotos)
    await page.getByText('Drop a folder here to add it').waitFor()
    await drag('drop', myPhotos)
    await page.getByRole('dialog').getByText('does not say where “My photos” lies').waitFor()
    await page.keyboard.press('Escape')
    await drag('dragEnter', join(myPhotos, 'At home', 'Dog.jpg'))
    await drag('drop', join(myPhotos, 'At home', 'Dog.jpg'))
    await page.getByText('“Dog.jpg” is no folder').waitFor()

    await page.getByRole('button', { name: 'Choose a folder…' }).click()
    const path = page.getByLabel('Path of the folder')
    await path.fill(join(folder, 'nowhere'))
    await page.getByRole('button', { name: 'Add this folder' }).click()
    await page.getByText(/is not there/).waitFor()
    await expectAccessible(page)
    await path.fill(join(folder, 'My photos'))
    await page.getByRole('button', { name: 'Add this folder' }).click()
    await photos(page).first().waitFor()
    await expect.poll(() => photos(page).locator('img').count()).toBeGreaterThan(5)

    await page.getByRole('button', { name: 'Write a label' }).click()
    await page.getByLabel('Name').fill('Papers > Receipt')
    await page
      .getByText(/of \d+ photos/)
      .first()
      .waitFor()
    // a weight that is not finished is said beside it, and takes no photo away
    await page.getByRole('button', { name: 'Add a minus term' }).click()
    await page.getByLabel('Minus term 1', { exact: true }).fill('people:5')
    await page.getByText(/lies between 0.05 and 2/).waitFor()
    await page
      .getByText(/of \d+ photos/)
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: 'Add label' }).isDisabled()).toBe(true)
    await screenshot(page, 'label')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Remove minus term 1' }).click()
    // photos can be decided as soon as there is a name to do it for
    const found = page.getByRole('group', { name: 'Photos that it finds' })
    await found.getByRole('button', { name: 'Add it and go on here' }).click()
    await page.getByRole('heading', { level: 1, name: 'Edit “Papers > Receipt”' }).waitFor()
    await found.locator('[data-tile]:focus').press('y')
    await found
      .getByRole('button', { name: /, accepted$/ })
      .first()
      .waitFor()
    await page.getByLabel('Learn from what I accept and reject').uncheck()
    await page.getByRole('button', { name: 'Save label' }).click()
    const row = labels(page).getByRole('button', { name: /^Receipt [1-9]/ })
    await row.waitFor()
    await page.getByRole('heading', { level: 1, name: 'Papers > Receipt' }).waitFor()
  })

  test('a label that is written before there are photos shows them when they come', async () => {
    const { page, engine, folder } = await openApp((_engine, empty) => copySamples(join(empty, 'photos')))
    await page.getByRole('button', { name: 'Write a label' }).click()
    await page.getByLabel('Name').fill('dog')
    await page.getByText(/No photo has been looked at yet/).waitFor()
    await engine.call('roots.add', { path: join(folder, 'photos') })
    await page
      .getByText(/of \d+ photos/)
      .first()
      .waitFor()
  })

  test('accept and reject by key and by click; undo', async () => {
    const { page, engine } = await openApp(withSamples)
    const [label] = (await engine.call('labels.list')).filter(({ counts }) => counts.automatic > 0)
    const before = label!.counts
    const { ids } = await engine.call('photos.index', { source: { kind: 'label', labelId: label!.id } })
    await labels(page)
      .getByRole('button', { name: new RegExp(`^${label!.name.split(' > ').at(-1)} `) })
      .click()
    await page.getByRole('heading', { level: 1, name: label!.name }).waitFor()
    await photos(page).first().click()
    const stateOf = async () =>
      (await engine.call('photos.get', { id: ids[0]! })).tags.find(({ path }) => path === label!.name)?.state
    // in a label's view the keys are about that label
    await inspector(page)
      .getByRole('group', { name: `${label!.name}: automatic` })
      .waitFor()
    await page.keyboard.press('y')
    await expect.poll(stateOf).toBe('accepted')
    await page.keyboard.press('Control+z')
    await expect.poll(stateOf).toBe('automatic')
    await inspector(page)
      .getByRole('group', { name: `${label!.name}: automatic` })
      .waitFor()
    await inspector(page)
      .getByRole('button', { name: `Accept ${label!.name}` })
      .click()
    await expect.poll(stateOf).toBe('accepted')
    await page.keyboard.press('Control+z')
    await expect.poll(stateOf).toBe('automatic')
    expect((await engine.call('labels.list')).find(({ id }) => id === label!.id)!.counts).toEqual(before)

    await page.keyboard.press('t')
    await inspector(page).getByLabel('Add a tag').fill('Trips > Summer')
    await page.keyboard.press('Enter')
    await inspector(page).getByRole('group', { name: 'Trips > Summer: accepted' }).waitFor()

    // the same beside the bars, while the label is written
    await page.getByRole('button', { name: 'Edit label' }).click()
    const found = page.getByRole('group', { name: 'Photos that it finds' })
    await found
      .getByRole('button', { name: /^Photo of/ })
      .first()
      .focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowDown')
    const tile = found.locator('[data-tile]:focus')
    const [list, id] = (await tile.getAttribute('data-tile'))!.split(' ')
    const answered = () => tile.getAttribute('aria-label')
    await page.keyboard.press('n')
    await expect.poll(answered).toMatch(/, rejected$/)
    await page.keyboard.press('Backspace')
    await expect.poll(answered).not.toMatch(/ed$/)
    await found.locator('[data-tile]:focus ~ .acts').getByRole('button', { name: 'Yes' }).click()
    await expect.poll(answered).toMatch(/, accepted$/)
    await expect.poll(() => page.getByText('1 accepted, 0 rejected').count()).toBe(1)
    await screenshot(page, 'label-decided')
    await expectAccessible(page)
    // a photo opens, and on the way back all is as it was left, and was decided meanwhile
    await page.getByLabel('Name').fill('Another name')
    await found.locator(`[data-tile="${list} ${id}"]`).press('Enter')
    await page.getByRole('group', { name: /^Photo \d+ of/ }).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText(/^Undone: /).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => tile.getAttribute('data-tile')).toBe(`${list} ${id}`)
    await expect.poll(answered).not.toMatch(/ed$/)
    expect(await page.getByLabel('Name').inputValue()).toBe('Another name')
  })

  test('the photo view opens, shows where a label is seen, steps and closes by key; its photo makes a label', async () => {
    const { page, engine } = await openApp(withSamples)
    await photos(page).first().click()
    await page.keyboard.press('Enter')
    const view = page.getByRole('group', { name: /^Photo 1 of/ })
    await view.waitFor()
    await expect
      .poll(() =>
        view
          .locator('img')
          .first()
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBeGreaterThan(400)
    await screenshot(page, 'photo')
    await expectAccessible(page)
    await page.keyboard.press('h')
    const why = page.getByRole('region', { name: 'Why this label' })
    const heat = view.locator('canvas')
    await heat.waitFor()
    const colours = () =>
      heat.evaluate((canvas: HTMLCanvasElement) =>
        canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.join(),
      )
    const first = await colours()
    await screenshot(page, 'why')
    await why.getByRole('group', { name: 'Label' }).getByRole('button', { pressed: false }).first().click()
    await expect.poll(colours).not.toBe(first)
    await page.keyboard.press('ArrowRight')
    await page.getByRole('group', { name: /^Photo 2 of/ }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('group', { name: /^Photo 2 of/ }).count()).toBe(0)
    // the photo stays selected: its tags can be typed at once
    await expect.poll(() => photos(page).nth(1).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('t')
    await expect
      .poll(() =>
        inspector(page)
          .getByLabel('Add a tag')
          .evaluate((field) => field === document.activeElement),
      )
      .toBe(true)
    await page.getByRole('button', { name: 'Label from these…' }).click()
    await page.getByLabel('Name').fill('Like it')
    await page.getByText('Made of 1 photo').waitFor()
    await screenshot(page, 'label-of-photos')
    await page.getByRole('button', { name: 'Add label' }).click()
    await labels(page)
      .getByRole('button', { name: /^Like it/ })
      .waitFor()
    const label = (await engine.call('labels.list')).find(({ name }) => name === 'Like it')
    expect(label).toMatchObject({ photos: 1, counts: { accepted: 1 } })
  })

  test('tags by hand: copied and pasted, moved in the tree, looked through by who set them, undone from the list', async () => {
    const { page, engine } = await openApp(withSamples)
    const { ids } = await engine.call('photos.index', { source: { kind: 'all' } })
    const tagsOf = async (at: number) =>
      (await engine.call('photos.get', { id: ids[at]! })).tags
        .filter(({ source }) => source === 'user')
        .map(({ path }) => path)
    await photos(page).first().click()
    await page.keyboard.press('t')
    await page.getByLabel('Add a tag').fill('Trips > Kyoto')
    await page.keyboard.press('Enter')
    await expect.poll(() => tagsOf(0)).toEqual(['Trips > Kyoto'])
    await inspector(page).getByRole('group', { name: 'Trips > Kyoto: accepted' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Shift+c')
    await page.getByText(/1 tag copied/).waitFor()
    await photos(page).nth(1).click()
    await photos(page)
      .nth(2)
      .click({ modifiers: ['Shift'] })
    await page.keyboard.press('Control+Shift+v')
    await expect.poll(() => tagsOf(2)).toEqual(['Trips > Kyoto'])

    const tree = sidebar(page).getByRole('list', { name: 'Tags' })
    await tree.getByRole('button', { name: 'Open Trips' }).click()
    await tree.getByRole('listitem').filter({ hasText: 'Kyoto' }).hover()
    await tree.getByRole('button', { name: 'More for Trips > Kyoto' }).click()
    await page.getByRole('menuitem', { name: 'Rename or move…' }).click()
    await page.getByLabel(/New name/).fill('Japan > Kyoto')
    await screenshot(page, 'rename-tag')
    await page.getByRole('button', { name: 'Rename', exact: true }).click()
    await expect.poll(() => tagsOf(1)).toEqual(['Japan > Kyoto'])
    await tree.getByRole('button', { name: /^Japan/ }).click()
    await page.getByLabel('Who set it').selectOption('Accepted by you')
    await expect
      .poll(() => page.locator('[role=listbox] > * [role=option], [role=listbox] > [role=option]').count())
      .toBe(3)
    await screenshot(page, 'tagged')

    // what a model set, of all tags, and of one label: counted, taken off and brought back, all of it at once
    await tree.getByRole('button', { name: 'All tags' }).click()
    await page.getByRole('heading', { level: 1, name: 'All tags' }).waitFor()
    await page.getByLabel('Who set it').selectOption('Set by a model')
    await page.getByLabel('Model', { exact: true }).selectOption({ index: 1 })
    const automatic = async () =>
      (await engine.call('labels.list')).reduce((sum, { counts }) => sum + counts.automatic, 0)
    const before = await automatic()
    const [label] = (await engine.call('labels.list')).filter(({ counts }) => counts.automatic > 0)
    await page.getByLabel('Label', { exact: true }).selectOption(label!.name)
    await page.getByRole('button', { name: 'Take off…' }).click()
    const { automatic: set } = label!.counts
    const asks = page.getByRole('alertdialog', {
      name: new RegExp(`^Take ${set} tags? off ${set} photos?\\?$`),
    })
    await asks.getByText(`Set by a model, Lumitag starter, label ${label!.name}.`).waitFor()
    await screenshot(page, 'tags-of-a-model')
    await expectAccessible(page)
    await asks.getByRole('button', { name: 'Take off' }).click()
    await page.getByText(/^These tags taken off/).waitFor()
    expect(await automatic()).toBe(before - set)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(automatic).toBe(before)

    await page.keyboard.press('Control+Shift+z')
    const history = page.getByRole('dialog', { name: 'What you decided' })
    await history.getByText('Trips > Kyoto is now Japan > Kyoto').waitFor()
    await screenshot(page, 'history')
    await expectAccessible(page)
    await history.getByRole('button', { name: 'Undo' }).first().click()
    await expect.poll(() => tagsOf(1)).toEqual(['Trips > Kyoto'])
  })

  test('search by words, keep it as an album, find similar, and come back', async () => {
    const { page, engine } = await openApp(withSamples)
    await photos(page).first().waitFor()
    await searchAndKeep(page)
    expect(
      (await engine.call('albums.list')).find((album) => album.name === 'Tall papers')!.rule,
    ).toMatchObject({
      all: [{ meaning: 'a receipt' }, { orientation: 'portrait' }],
    })
  })

  test('a used link is refused in words; a reload stays signed in', async () => {
    const { page, launchUrl } = await openApp(withSamples)
    await photos(page).first().waitFor()
    expect(page.url()).not.toContain('token')
    await page.reload()
    await photos(page).first().waitFor()
    const other = await (await page.context().browser()!.newContext()).newPage()
    const url = launchUrl()
    await other.goto(url)
    await other.getByRole('heading', { level: 1, name: 'All photos' }).waitFor()
    const third = await (await page.context().browser()!.newContext()).newPage()
    await third.goto(url)
    await third
      .getByText(/used|sign in|again/i)
      .first()
      .waitFor()
  })

  test('dark and light, dialogs, other languages and a window that is zoomed in look right', async () => {
    const { page } = await openApp(withSamples)
    await photos(page).first().waitFor()
    await page.waitForTimeout(500)
    await screenshot(page, 'grid-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await photos(page).first().click()
    await page.waitForTimeout(500)
    await screenshot(page, 'grid-dark')
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const dark = await background()
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await background()).not.toBe(dark)
    await expectAccessible(page)

    // what is open has the focus, and gives it back
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('role'))
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('listbox')
    await page.keyboard.press('Control+k')
    await page.getByRole('listbox', { name: 'What to search or do' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.type('>New smart')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'New smart album' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await sidebar(page).getByRole('button', { name: 'Duplicates' }).click()
    await page.getByRole('region', { name: 'Duplicates' }).waitFor()
    await expectAccessible(page)

    // the language changes where one is
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
    await page.getByRole('heading', { level: 1, name: 'Duplikate' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Duplikate' }).waitFor()
    await page.getByRole('button', { name: /^Alle Fotos/ }).click()
    await photos(page).first().waitFor()
    await screenshot(page, 'grid-german')
    // as a window of 1440 pixels is when it is zoomed to 200 %
    await page.setViewportSize({ width: 720, height: 450 })
    await expect.poll(() => photos(page).count()).toBeGreaterThan(0)
    await screenshot(page, 'zoomed-german')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720)
    await expectAccessible(page)
  })

  test('check a model and read what was found', async () => {
    const { page, engine } = await openApp()
    await sidebar(page).getByRole('button', { name: 'Lumitag starter' }).click()
    const dialog = page.getByRole('dialog', { name: 'Models' })
    await dialog.getByText('Not checked on this computer').waitFor()
    await dialog.getByRole('button', { name: 'Check this model' }).click()
    const found = dialog.getByRole('list', { name: 'What the check of Lumitag starter found' })
    await found.getByText(/Both towers give the recorded numbers/).waitFor()
    await dialog.getByText('Checked: all is well').waitFor()
    await expectAccessible(page)
    await dialog.getByText(/ms a photo on CPU/).waitFor()
    expect((await engine.call('models.list'))[0]!.check).not.toBeNull()
    await dialog.getByRole('button', { name: 'Hide' }).click()
    await found.waitFor({ state: 'detached' })
  })
})
