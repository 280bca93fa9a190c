import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/* Steps that are the same in a browser tab and in Electron's window. */

export const photos = (page: Page) => page.getByRole('option')
const sidebar = (page: Page) => page.getByRole('navigation', { name: 'Library' })

/** Waits until there are pictures to see. */
export async function seePhotos(page: Page): Promise<void> {
  await photos(page).first().waitFor()
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          [...document.querySelectorAll<HTMLImageElement>('[role=option] img')].filter(
            (image) => image.naturalWidth > 0,
          ).length,
      ),
    )
    .toBeGreaterThan(5)
}

/** Writes a label, sees what it finds, and adds it. */
export async function writeLabel(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Write a label' }).click()
  await page.getByLabel('Name').fill(name)
  await page
    .getByText(/of \d+ photos/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Add label' }).click()
  const last = name.split(' > ').at(-1)!
  const row = sidebar(page)
    .getByRole('list', { name: 'Labels' })
    .getByRole('button', { name: new RegExp(`^${last} [1-9]`) })
  await row.waitFor()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** Opens the first photo, large, and steps to the next. */
export async function openSecondPhoto(page: Page): Promise<void> {
  await photos(page).first().click()
  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: /^Photo 1 of/ }).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('group', { name: /^Photo 2 of/ }).waitFor()
}
