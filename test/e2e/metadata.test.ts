import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { bag, tellingPhoto } from '../support/tellingPhotos.ts'

describe.skipIf(!hasChromium)('what photos say, in a browser', () => {
  test('photos are put in another order, and show their exposure, words and stars', async () => {
    const title = '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">At the sea</rdf:li></rdf:Alt></dc:title>'
    const words = `${title}<xmp:Rating>4</xmp:Rating>${bag('dc:subject', ['Holidays'])}`
    const { page } = await openApp(async (engine, folder) => {
      mkdirSync(join(folder, 'Photos'))
      const files = {
        'IMG_9.jpg': tellingPhoto(words, 'teal'),
        'IMG_10.jpg': tellingPhoto('', 'tomato'),
        'IMG-20190820-WA0001.jpg': tellingPhoto('', 'gold', {}),
      }
      for (const [name, picture] of Object.entries(files))
        writeFileSync(join(folder, 'Photos', name), await picture.jpeg().toBuffer())
      await engine.call('roots.add', { path: join(folder, 'Photos') })
      await engine.idle()
    })
    const photos = page.getByRole('option')
    await expect.poll(() => photos.count(), { timeout: 60_000 }).toBe(3)
    await page.getByRole('button', { name: 'Order' }).click()
    await screenshot(page, 'order-menu')
    await page.getByRole('menuitemradio', { name: 'Name' }).click()
    await photos.nth(1).click()
    await page.getByRole('heading', { name: 'IMG_9.jpg' }).waitFor()
    await page.getByText('f/2.8 · 1/250 s · ISO 400 · 35 mm').waitFor()
    await page.getByRole('button', { name: '4 stars', pressed: true }).waitFor()
    await screenshot(page, 'metadata')
    await photos.first().click()
    await page.getByText('from the file’s name').waitFor()
    // the window remembers
    await page.reload()
    await expect.poll(() => photos.count(), { timeout: 60_000 }).toBe(3)
    await photos.nth(1).click()
    await page.getByRole('heading', { name: 'IMG_9.jpg' }).waitFor()
  })
})
