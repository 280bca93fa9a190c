import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { samples } from '../support/library.ts'
import { modelFolder, tinySiglip } from '../support/tinyModels.ts'

/** The samples with two labels, and a model beside the starter for which all photos are y and none is x. */
async function twoModels(engine: Engine, folder: string): Promise<void> {
  await cp(samples, join(folder, 'photos'), { recursive: true })
  const { id } = await engine.call('models.add', {
    directory: await modelFolder(tinySiglip, 'Tiny'),
    anyway: true,
  })
  await engine.call('models.use', { id })
  await engine.call('labels.add', { name: 'Things > Everything', prompts: ['a dog'], automatic: 0 })
  await engine.call('models.use', { id: 'starter' })
  await engine.call('labels.update', {
    id: (await engine.call('labels.list'))[0]!.id,
    change: { automatic: 1, suggestion: 1 },
  })
  await engine.call('labels.add', { name: 'Dog', automatic: 0.001, suggestion: 0.001 })
  await engine.call('labels.add', { name: 'Quasar', automatic: 1, suggestion: 1 })
  await engine.call('roots.add', { path: join(folder, 'photos') })
  await engine.idle()
}

describe.skipIf(!hasChromium)('in a browser', () => {
  test('let another model look first, see what would change and on which photos, then use it', async () => {
    const { page, engine } = await openApp(twoModels)
    const photos = (await engine.call('library.status')).photos
    const before = (await engine.call('labels.list')).find(({ name }) => name === 'Dog')!.counts.automatic
    expect(before).toBeGreaterThan(0)
    await page.getByRole('button', { name: /Lumitag starter/ }).click()
    const dialog = page.getByRole('dialog')
    // one that was begun before: it can be stopped where it stands
    const job = await engine.call('models.prepare', { id: 'tiny' })
    await engine.call('jobs.pause', { id: job.id })
    await dialog.getByText('paused').waitFor()
    await screenshot(page, 'switch-paused')
    await dialog.getByRole('button', { name: 'Stop this; what it saw is kept' }).click()
    await expect.poll(() => dialog.getByRole('progressbar').count(), { timeout: 30_000 }).toBe(0)

    await dialog.getByRole('button', { name: 'Use this…' }).click()
    await dialog.getByText(`has not looked at your ${photos} photos yet`).waitFor()
    await screenshot(page, 'switch-first')
    await dialog.getByRole('button', { name: 'Let it look first' }).click()
    const changes = dialog.getByRole('list', { name: 'What would change' })
    const everything = changes.getByRole('button', { name: /Things > Everything/ })
    await everything.waitFor({ timeout: 120_000 })
    await expect.poll(() => everything.innerText(), { timeout: 60_000 }).toContain(`+${photos}`)
    expect(await changes.getByRole('button', { name: /^Dog/ }).innerText()).toContain(`−${before}`)
    await dialog.getByText('1 label stays as it is.').waitFor()
    await everything.click()
    const gains = changes.getByRole('list', { name: 'get the tag' }).locator('img')
    await expect.poll(() => gains.count()).toBeGreaterThan(10)
    await changes.getByRole('button', { name: /^Dog/ }).click()
    await changes.getByRole('list', { name: 'lose the tag' }).locator('img').first().waitFor()
    await expect
      .poll(() => gains.first().evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0)
    await screenshot(page, 'switch-preview')
    await page.emulateMedia({ colorScheme: 'dark' })
    await screenshot(page, 'switch-preview-dark')
    // nothing has changed yet
    expect(await engine.call('models.list')).toMatchObject([{ active: true }, { active: false }])

    await dialog.getByRole('button', { name: 'Use it now' }).click()
    await page.getByText('Tiny is in use.').waitFor({ timeout: 60_000 })
    await dialog.getByRole('button', { name: 'Forget…' }).waitFor()
    await screenshot(page, 'switch-done')
    const counts = async (): Promise<[string, number][]> =>
      (await engine.call('labels.list')).map(({ name, counts }) => [name, counts.automatic])
    expect(await counts()).toEqual([
      ['Dog', 0],
      ['Quasar', 0],
      ['Things > Everything', photos],
    ])
    await dialog.getByRole('button', { name: 'Forget…' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget it' }).click()
    await expect
      .poll(async () => (await engine.call('models.list'))[0]!.embeddings, { timeout: 30_000 })
      .toBe(0)
  })
})
