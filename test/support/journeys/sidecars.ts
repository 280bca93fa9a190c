import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** The sidecars in a folder. */
export const sidecarsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xmp'))

const dialogOf = (page: Page) => page.getByRole('dialog')

/** Sees what would be written while nothing is: the dry run. Returns how many sidecars that are. */
export async function seeDryRun(page: Page, folder: string): Promise<number> {
  await page.getByRole('button', { name: 'Sync sidecars…' }).click()
  const text = await dialogOf(page)
    .getByText(/^\d+ will be created/)
    .innerText()
  await dialogOf(page).getByText('Your photos stay as they are.').waitFor()
  expect(sidecarsIn(folder)).toEqual([])
  return Number.parseInt(text)
}

/** Writes them. */
export async function writeSidecars(page: Page, folder: string, create: number): Promise<void> {
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: `Write ${create} sidecars` }).click()
  await dialog.getByText(`${create} sidecars created`).waitFor()
  expect(sidecarsIn(folder)).toHaveLength(create)
  await dialog.getByText(`${create} photos changed or waiting`).waitFor()
}

/** Takes the last sync back, from the list of earlier ones. */
export async function undoSync(page: Page): Promise<void> {
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: 'Earlier syncs and undo…' }).click()
  await dialog.getByRole('button', { name: 'Undo' }).first().click()
  await dialog.getByText('undone').waitFor()
}
