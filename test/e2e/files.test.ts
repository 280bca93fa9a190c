import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { plugIn, seePluggedIn, seeUnplugged, unplug } from '../support/journeys/drive.ts'
import { photos, sidebar } from '../support/journeys/steps.ts'
import { drawPhotos, samples } from '../support/library.ts'

describe.skipIf(!hasChromium)('files in a browser', () => {
  test('a folder that came up empty is dimmed, and asks; what is missing can be seen and forgotten', async () => {
    const { page, engine, folder } = await openApp(async (opened, empty) => {
      cpSync(join(samples, 'At home'), join(empty, 'Drive'), { recursive: true })
      cpSync(join(samples, '2023 Coast'), join(empty, 'Here'), { recursive: true })
      for (const name of ['Drive', 'Here']) await opened.call('roots.add', { path: join(empty, name) })
      await opened.idle()
    })
    const drive = (await engine.call('roots.list')).find(({ name }) => name === 'Drive')!
    unplug(join(folder, 'Drive'))
    rmSync(join(folder, 'Here', 'Gull.jpg'))
    await engine.call('roots.scan', {})
    await seeUnplugged(page, 'Drive', drive.photos)
    await screenshot(page, 'drive-away')
    plugIn(join(folder, 'Drive'))
    await seePluggedIn(page, drive.photos)

    await sidebar(page)
      .getByRole('button', { name: /^Missing 1/ })
      .click()
    await photos(page).first().click()
    await page.getByRole('heading', { name: 'Gull.jpg' }).waitFor()
    await page.keyboard.press('Delete')
    await page.getByRole('button', { name: 'Forget it' }).click()
    await page.getByText('Nothing is missing').waitFor()
    expect(await engine.call('library.status')).toMatchObject({ missing: 0 })
  })

  test('a folder that moved is shown its new place', async () => {
    const { page, engine, folder } = await openApp(async (opened, empty) => {
      cpSync(join(samples, 'At home'), join(empty, 'Old'), { recursive: true })
      mkdirSync(join(empty, 'other'))
      await opened.call('roots.add', { path: join(empty, 'Old') })
      await opened.idle()
    })
    renameSync(join(folder, 'Old'), join(folder, 'New'))
    await sidebar(page).getByRole('button', { name: /^Old/ }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Say where it is…' }).click()
    const path = page.getByLabel('Path of the folder')
    await path.fill(join(folder, 'other'))
    await page.getByRole('button', { name: 'It is here' }).click()
    await page.getByText(/None of the photos of/).waitFor()
    await path.fill(join(folder, 'New'))
    await page.getByRole('button', { name: 'Use it all the same' }).click()
    await page.getByRole('heading', { level: 1, name: 'New' }).waitFor()
    await expect.poll(() => page.getByRole('option', { name: /not connected$/ }).count()).toBe(0)
    expect((await engine.call('roots.list')).map((root) => root.path)).toEqual([join(folder, 'New')])
  })

  test('photos are seen before they were indexed; what was stopped can be continued', async () => {
    const { page, engine, folder } = await openApp()
    await drawPhotos(
      join(folder, 'many'),
      Array.from({ length: 400 }, (_, at) => `${at}.jpg`),
    )
    await engine.call('roots.add', { path: join(folder, 'many') })
    // held, or a quick computer is done before it can be stopped
    const indexing = async () => (await engine.call('jobs.list')).find(({ kind }) => kind === 'index')?.id
    await expect.poll(indexing, { interval: 5 }).toBeDefined()
    await engine.call('jobs.pause', { id: (await indexing())! })
    await photos(page).first().waitFor()
    await page.getByRole('button', { name: 'Stop this' }).click()
    await engine.idle()
    const { unread } = await engine.call('library.status')
    expect(unread).toBeGreaterThan(20)
    await page.getByText(/photos? not read yet/).waitFor()
    // all in sight have their pictures all the same
    await expect
      .poll(() =>
        photos(page)
          .first()
          .locator('img')
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect.poll(async () => (await engine.call('library.status')).unread).toBe(0)
    await expect.poll(() => page.getByText(/not read yet/).count()).toBe(0)
  })
})
