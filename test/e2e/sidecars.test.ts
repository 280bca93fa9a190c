import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { seeDryRun, sidecarsIn, undoSync, writeSidecars } from '../support/journeys/sidecars.ts'
import { drawPhotos } from '../support/library.ts'
import { withSamples } from '../support/samples.ts'

/** The page in light and in dark. */
async function pictures(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  await screenshot(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
}

describe.skipIf(!hasChromium)('sidecars in a browser', () => {
  test('the numbers first, then the files, then a conflict, then back', async () => {
    const { page, engine, folder } = await openApp(withSamples)
    const dialog = page.getByRole('dialog')
    const library = join(folder, 'photos')
    const create = await seeDryRun(page, library)
    await pictures(page, 'sync')
    await dialog.getByRole('button', { name: 'How they are written…' }).click()
    await dialog.getByLabel('Write where tags come from').click()
    await pictures(page, 'sync-settings')
    const provenance = async () => (await engine.call('sidecars.settings')).provenance
    await expect.poll(provenance).toBe(true)
    await dialog.getByLabel('Write where tags come from').click()
    await expect.poll(provenance).toBe(false)
    await dialog.getByRole('button', { name: 'Back' }).click()
    await dialog.getByText(`${create} will be created`).waitFor()
    await writeSidecars(page, library, create)
    await pictures(page, 'sync-done')
    await dialog.getByRole('button', { name: 'Close' }).first().click()

    // a tag is taken out here, and another program writes it again
    const [name] = sidecarsIn(library)
    const file = join(folder, 'photos', name!)
    const { id } = await engine.call('photos.locate', { path: file.replace(/\.xmp$/, '') })
    const written = readFileSync(file)
    const [tag] = (await engine.call('photos.get', { id })).tags
    await engine.call('tags.decide', { photoIds: [id], path: tag!.path, decision: 'reject' })
    await engine.call('sidecars.sync', { source: { kind: 'all' }, direction: 'sync' })
    await engine.idle()
    writeFileSync(file, written)
    await page.getByRole('button', { name: 'Sync sidecars…' }).click()
    await dialog.getByText('was taken out here').waitFor()
    await pictures(page, 'sync-conflict')
    await dialog.getByRole('button', { name: 'Take it in here' }).click()
    await dialog.getByRole('button', { name: 'Sync', exact: true }).click()
    await dialog.getByText('1 tag taken in').waitFor()
    const state = async () =>
      (await engine.call('photos.get', { id })).tags.find(({ path }) => path === tag!.path)?.state
    expect(await state()).toBe('imported')

    await dialog.getByRole('button', { name: 'Earlier syncs and undo…' }).click()
    await dialog.getByRole('button', { name: 'What it did' }).first().waitFor()
    await pictures(page, 'sync-history')
    await dialog.getByRole('button', { name: 'What it did' }).first().click()
    await dialog.getByText('1 photo changed or waiting').waitFor()
    await pictures(page, 'sync-report')
    await dialog.getByRole('button', { name: 'Back' }).click()
    await undoSync(page)
    expect(await state()).toBe('rejected')
  })

  test('one photo: its sidecar is made, what came in elsewhere is shown, and a new name is chosen', async () => {
    const { page, engine, folder } = await openApp(async (engine, empty) => {
      await drawPhotos(join(empty, 'photos'), ['a.jpg', 'b.jpg'])
      await engine.call('roots.add', { path: join(empty, 'photos') })
      await engine.idle()
      const { ids: photoIds } = await engine.call('photos.index', { source: { kind: 'all' } })
      for (const path of ['Old > cat', 'dog'])
        await engine.call('tags.decide', { photoIds, path, decision: 'accept' })
    })
    const sidecar = page.getByRole('region', { name: 'Sidecar' })
    const file = join(folder, 'photos', 'a.jpg.xmp')
    const elsewhere = (add: string[][], remove: string[][]): void =>
      writeFileSync(file, editSidecar(readFileSync(file), { add, remove }).bytes)
    const { id } = await engine.call('photos.locate', { path: join(folder, 'photos', 'a.jpg') })
    const { ids } = await engine.call('photos.index', { source: { kind: 'all' } })
    const select = (photoId: number): Promise<void> =>
      page.getByRole('option').nth(ids.indexOf(photoId)).click()
    const other = ids.find((photoId) => photoId !== id)!
    await select(id)
    await sidecar.getByText('a.jpg.xmp will be created.').waitFor()
    await pictures(page, 'inspector-sidecar-new')
    await sidecar.getByRole('button', { name: 'Sync this photo' }).click()
    await sidecar.getByText(/^In step with a\.jpg\.xmp/).waitFor()
    expect(existsSync(file)).toBe(true)
    expect(existsSync(join(folder, 'photos', 'b.jpg.xmp'))).toBe(false)
    await pictures(page, 'inspector-sidecar')

    elsewhere([['New', 'cat'], ['guest']], [['Old', 'cat']])
    await select(other)
    await select(id)
    await sidecar.getByText('seems to have been renamed').waitFor()
    await pictures(page, 'inspector-sidecar-conflict')
    await sidecar.getByRole('button', { name: 'Rename it here' }).click()
    await sidecar.getByRole('button', { name: 'Sync this photo' }).click()
    await sidecar.getByText(/^In step/).waitFor()
    const tags = (await engine.call('photos.get', { id })).tags.map(({ path }) => path)
    expect(tags).toEqual(['New > cat', 'dog', 'guest'])
    expect(readSidecar(readFileSync(file)).lists['digiKam:TagsList']).toEqual(['dog', 'New/cat', 'guest'])

    writeFileSync(file, '<html>')
    await select(other)
    await select(id)
    await sidecar.getByText('It was left alone.', { exact: false }).waitFor()
    await pictures(page, 'inspector-sidecar-refused')
  })
})
