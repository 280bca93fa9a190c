import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { samples } from '../support/library.ts'

describe.skipIf(!hasChromium)('words that the starter was never taught', () => {
  test('come with known ones to try, where a label is written and where its words are listed', async () => {
    const { page, engine } = await openApp(async (engine, folder) => {
      await mkdir(join(folder, 'photos'))
      await cp(join(samples, 'At home', 'Dog.jpg'), join(folder, 'photos', 'Dog.jpg'))
      await engine.call('roots.add', { path: join(folder, 'photos') })
      await engine.idle()
    })
    await page.getByRole('button', { name: 'Write a label' }).first().click()
    await page.getByLabel('Name').fill('bungalow')
    await page.getByText('The model does not know “bungalow” (try “cottage” or “house”).').waitFor()
    await screenshot(page, 'unknown-word')

    await page.getByRole('button', { name: /^Small starter model/ }).click()
    await page.getByRole('button', { name: 'Words it knows…' }).click()
    expect(await engine.call('labels.list'), 'looking words up adds no label').toEqual([])
    const known = page.getByRole('region', { name: 'Words it knows' })
    await known.getByLabel('Look for a word').fill('elehpant')
    await known.getByText('“elehpant” (try “elephant”)').waitFor()
    await screenshot(page, 'known-words')
    await known.getByLabel('Look for a word').fill('elephant')
    await known.getByText('elephant', { exact: true }).waitFor()
    expect(await known.getByText(/try/).count()).toBe(0)
  })
})
