import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/* Steps that are the same in a browser tab and in Electron's window. */

/** The program around a page: each shell asks for folders and hands out files in its own way. */
export interface Program {
  page: Page
  /** Names a folder where the window asks for one. */
  nameFolder(path: string): Promise<void>
}

export const photos = (page: Page) => page.getByRole('option')
export const sidebar = (page: Page) => page.getByRole('navigation', { name: 'Library' })
export const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' })

/** Waits until the view has this title and so many photos. */
export async function seeView(page: Page, title: string, count: number): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await page
    .getByText(count === 1 ? '1 photo' : `${count} photos`, { exact: true })
    .first()
    .waitFor()
}

/** Chooses what the menu of a line of the sidebar offers. */
export async function fromMenuOf(page: Page, name: string, entry: string): Promise<void> {
  // it shows when the line is pointed at
  const more = page.getByRole('button', { name: `More for ${name}`, exact: true, includeHidden: true })
  await sidebar(page).getByRole('listitem').filter({ has: more }).hover()
  await more.click()
  await page.getByRole('menuitem', { name: entry }).click()
}

/** The text of the file that an action hands out. */
export async function savedBy(page: Page, action: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), action()])
  return readFile(await download.path(), 'utf8')
}

/** Gives a file where an action asks for one. */
export async function openFile(
  page: Page,
  name: string,
  text: string,
  action: () => Promise<void>,
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), action()])
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
}

/** Looks for words and more in the box for everything. */
export async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Save as smart album…' }).waitFor()
  await photos(page).first().waitFor()
}

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
