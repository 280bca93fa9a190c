import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { inspector, photos, search, sidebar } from './steps.ts'

/** Looks for words, keeps a part of what was found as a smart album, comes back, and finds photos like the best one. */
export async function searchAndKeep(page: Page): Promise<void> {
  await search(page, 'a receipt')
  await page
    .getByText(/small starter model/i)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Save as smart album…' }).click()
  const editor = page.getByRole('dialog', { name: 'New smart album' })
  await editor.getByLabel('Name').fill('Tall papers')
  const fitting = editor.getByRole('list', { name: 'Photos that fit' }).getByRole('listitem')
  await fitting.first().waitFor()
  const all = await fitting.count()
  await editor.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByRole('menuitem', { name: 'Orientation' }).click()
  await editor.getByRole('group', { name: 'Orientation' }).getByLabel('Which').selectOption('portrait')
  await expect.poll(() => fitting.count()).toBeLessThan(all)
  await editor.getByRole('button', { name: 'Create album' }).click()
  await page.getByRole('heading', { level: 1, name: 'Tall papers' }).waitFor()
  await photos(page).first().waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Save as smart album…' }).waitFor()
  await photos(page).first().click()
  await inspector(page).getByRole('button', { name: 'Find similar' }).click()
  await page.getByRole('heading', { level: 1, name: 'Photos like this one' }).waitFor()
  await expect.poll(() => photos(page).count()).toBeGreaterThan(3)
  await sidebar(page)
    .getByRole('button', { name: /^All photos/ })
    .click()
  await page.getByRole('heading', { level: 1, name: 'All photos' }).waitFor()
}
