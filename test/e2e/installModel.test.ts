import { describe, expect, test } from 'vitest'
import { EXPORT, NAME, startHub, starterAsModel, TEXT } from '../models/hubServer.ts'
import { expectAccessible } from '../support/accessible.ts'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { addModel, useModel } from '../support/journeys/model.ts'
import { modelFolder, tinySiglip } from '../support/tinyModels.ts'

describe.skipIf(!hasChromium)('in a browser', () => {
  test('a model is downloaded in the precision that is chosen, another added from its folder under a name', async () => {
    const repositories = starterAsModel()
    // the usual file of the text tower, and one in another precision
    const exactText = 'onnx/text_model.onnx'
    repositories[EXPORT]!.files[exactText] = repositories[EXPORT]!.files[TEXT]!
    const hub = await startHub(repositories)
    const { page, engine } = await openApp(undefined, undefined, {
      hub: { endpoint: hub.url, token: null, retryMs: 1, stallMs: 60_000, proxy: {}, offline: false },
    })
    await page.getByRole('button', { name: /Lumitag starter/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Install a model…' }).click()
    await dialog.getByRole('button', { name: /^Show all/ }).click()
    const row = dialog.getByRole('listitem').filter({ has: page.getByRole('heading', { name: NAME }) })
    const install = row.getByRole('button', { name: /^Install/ })
    await row.getByText('Precision', { exact: true }).click()
    const photos = row.getByLabel('For photos')
    const recommended = await photos.locator('option:checked').innerText()
    expect(recommended).toContain('(recommended)')
    await photos.selectOption('int8')
    const small = await install.innerText()
    await photos.selectOption('fp32')
    expect(await install.innerText()).not.toBe(small)
    await row.getByLabel('For words').selectOption('fp32')
    await screenshot(page, 'install-model')
    await page.emulateMedia({ colorScheme: 'dark' })
    await screenshot(page, 'install-model-dark')
    await expectAccessible(page)
    await install.click()
    await expect
      .poll(async () => (await engine.call('models.list')).map(({ name }) => name), { timeout: 60_000 })
      .toContain(NAME)
    expect([hub.sent(exactText) > 0, hub.sent(TEXT)]).toEqual([true, 0])

    const nameFolder = async (path: string): Promise<void> => {
      await dialog.getByLabel('Path of the folder').fill(path)
      await screenshot(page, 'add-model-dark')
      await page.emulateMedia({ colorScheme: 'light' })
      await screenshot(page, 'add-model')
    }
    await addModel({ page, nameFolder }, await modelFolder(tinySiglip, 'Tiny'), 'Mine')
    await useModel(page, 'Mine')
    expect((await engine.call('models.list')).find(({ active }) => active)!.name).toBe('Mine')
  })
})
