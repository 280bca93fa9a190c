import { cp, mkdir } from 'node:fs/promises'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { JSHandle, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { samples } from '../support/library.ts'
import { modelFolder, tinyClip } from '../support/tinyModels.ts'

const dog = join(samples, 'At home', 'Dog.jpg')

/** A library with one photo, and a CLIP beside the starter. */
async function withModels(engine: Engine, folder: string): Promise<void> {
  await mkdir(join(folder, 'photos'))
  await cp(join(samples, 'Documents', 'Receipt.jpg'), join(folder, 'photos', 'Receipt.jpg'))
  await engine.call('roots.add', { path: join(folder, 'photos') })
  await engine.call('models.add', { directory: await modelFolder(tinyClip, 'CLIP'), anyway: true })
  await engine.idle()
}

/** A file as the system hands it over when it is dropped or pasted. */
const fileIn = (page: Page, name: string, type: string, bytes: Buffer): Promise<JSHandle<DataTransfer>> =>
  page.evaluateHandle(
    ({ name, type, base64 }) => {
      const transfer = new DataTransfer()
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      transfer.items.add(new File([content], name, { type }))
      return transfer
    },
    { name, type, base64: bytes.toString('base64') },
  )

const view = (page: Page) => page.getByRole('region', { name: 'Try words on a photo' })
const field = (page: Page) => page.getByLabel('Labels, separated by commas')
const rowOf = (page: Page, table: string, label: string) =>
  view(page)
    .getByRole('rowgroup', { name: table })
    .getByRole('row', { name: new RegExp(`^${label}`) })
const shown = (page: Page) =>
  view(page)
    .locator('img')
    .evaluate((image: HTMLImageElement) => image.naturalWidth)

describe.skipIf(!hasChromium)('in a browser', () => {
  test('drop a photo, type words, see scores and shares, compare models', async () => {
    const { page, folder, engine } = await openApp(withModels)
    await page.getByRole('button', { name: 'Try words on a photo' }).click()
    await view(page).getByText('Drop a photo here').waitFor()
    const picture = await fileIn(page, 'Dog.jpg', 'image/jpeg', readFileSync(dog))
    await view(page).dispatchEvent('dragover', { dataTransfer: picture })
    await view(page).getByText('Drop it here').waitFor()
    await view(page).dispatchEvent('drop', { dataTransfer: picture })
    await view(page).getByText('Dog.jpg (not in the library)').waitFor()
    await expect.poll(() => shown(page)).toBeGreaterThan(100)

    await field(page).pressSequentially('a dog, "a receipt, long", a quaxolotl')
    await rowOf(page, 'Score of each label by itself', 'a quaxolotl').waitFor()
    const { readings } = await engine.call('photos.classify', {
      photo: { kind: 'dropped', id: engine.dropped.lend(dog) },
      labels: ['a dog', 'a receipt, long', 'a quaxolotl'],
    })
    const best = readings[0]!.labels.toSorted((one, other) => other.logit - one.logit)[0]!
    const first = view(page).getByRole('rowgroup', { name: 'Best of these' }).getByRole('row').nth(1)
    await expect.poll(() => first.innerText()).toContain(best.label)
    expect(await first.innerText()).toContain(`${Math.round(best.share * 100)}%`)
    await view(page)
      .getByText(/was never taught “quaxolotl”/)
      .waitFor()

    await view(page).getByRole('button', { name: 'CLIP' }).click()
    await view(page)
      .getByText(/No score for one label alone/)
      .waitFor()
    await view(page).getByRole('columnheader', { name: 'Difference' }).waitFor()
    expect(await rowOf(page, 'Best of these', 'a dog').getByRole('cell').count()).toBe(3)
    await screenshot(page, 'try-words')

    // nothing of it is in the library, and the copy goes when another photo takes its place
    expect(await engine.call('library.status')).toMatchObject({ photos: 1 })
    expect(readdirSync(join(folder, 'library', 'dropped'))).toHaveLength(2)
    await page.getByRole('button', { name: /^All photos/ }).click()
    await page.getByRole('option').first().dblclick()
    await page.getByRole('button', { name: 'Try words on this photo' }).click()
    await view(page).getByText('Receipt.jpg').waitFor()
    await rowOf(page, 'Best of these', 'a dog').waitFor()
    await expect.poll(() => readdirSync(join(folder, 'library', 'dropped'))).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('group', { name: /^Photo 1 of/ }).waitFor()
  })

  test('what is no photo is refused in words, and the next one is taken', async () => {
    // the browser writes down that the shell refused something
    const { page } = await openApp(withModels, /status of 415/)
    await page.getByRole('button', { name: 'Try words on a photo' }).click()
    const drop = async (name: string, bytes: Buffer): Promise<void> => {
      const dataTransfer = await fileIn(page, name, 'image/jpeg', bytes)
      await view(page).dispatchEvent('drop', { dataTransfer })
    }
    await drop('words.jpg', Buffer.from('no picture'))
    await view(page).getByRole('alert').getByText('Not a picture').waitFor()
    await drop('empty.jpg', Buffer.alloc(0))
    await view(page).getByRole('alert').getByText('The file is empty', { exact: true }).waitFor()
    const pasted = await fileIn(page, 'image.png', 'image/png', readFileSync(dog))
    await view(page).evaluate(
      (element, clipboardData) =>
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true })),
      pasted,
    )
    await view(page).getByText('image.png (not in the library)').waitFor()
    expect(await view(page).getByRole('alert').count()).toBe(0)
  })

  test('with a model that only ranks there are no scores, bars and thresholds to see', async () => {
    const { page } = await openApp(async (engine, folder) => {
      await withModels(engine, folder)
      await engine.call('labels.add', { name: 'Receipt', prompts: ['hi'], automatic: 0, suggestion: 0 })
      await engine.call('models.use', { id: 'clip' })
      await engine.idle()
    })
    await page.getByRole('option').first().click()
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await inspector.getByText('Labels, the one that fits best first').waitFor()
    await inspector.getByText('This model ranks; it has no scores.').waitFor()
    await page.getByRole('button', { name: 'To review' }).click()
    await page.getByText(/suggests nothing by itself/).waitFor()
    await page.getByRole('button', { name: 'Write a label' }).click()
    await page.getByLabel('Name').fill('hi')
    await page.getByRole('heading', { name: 'Best first' }).waitFor()
    expect(await page.getByRole('slider').count()).toBe(0)
    await page.getByText(/thresholds have no effect/).waitFor()
    await screenshot(page, 'ranking')
  })
})
