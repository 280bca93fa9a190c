import { mkdirSync, renameSync, rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { photos, sidebar } from './steps.ts'

const away = (page: Page) => page.getByRole('option', { name: /not connected$/ })

/** What a folder on a drive looks like when the drive is gone: empty. */
export function unplug(folder: string): void {
  renameSync(folder, `${folder} (unplugged)`)
  mkdirSync(folder)
}
export function plugIn(folder: string): void {
  rmSync(folder, { recursive: true })
  renameSync(`${folder} (unplugged)`, folder)
}

/** The folder of this name, with so many photos, is found empty: its photos are dimmed and stay. */
export async function seeUnplugged(page: Page, name: string, count: number): Promise<void> {
  await sidebar(page)
    .getByRole('button', { name: new RegExp(`^${name} \\d+`) })
    .click()
  await page.getByText('This folder is empty, or its drive is away.').waitFor()
  await expect.poll(() => away(page).count()).toBe(count)
}

/** It is back: nothing was lost. */
export async function seePluggedIn(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect.poll(() => away(page).count()).toBe(0)
  expect(await photos(page).count()).toBe(count)
}
