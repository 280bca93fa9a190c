import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Program } from './steps.ts'

/** Adds a model that lies in a folder, under a name, though its towers do not match. */
export async function addModel({ page, nameFolder }: Program, folder: string, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Models' })
  await dialog.getByRole('button', { name: 'Add a model folder…' }).click()
  await nameFolder(folder)
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Add this model' }).click()
  await dialog.getByRole('button', { name: 'Add it anyway' }).click()
  await dialog.getByRole('heading', { name }).waitFor()
}

/** Puts it in use, and writes a label of one bare word: such a model would rather have a caption, and offers one. */
export async function useModel(page: Page, name: string): Promise<void> {
  const row = page
    .getByRole('dialog')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) })
  await row.getByRole('button', { name: 'Use this…' }).click()
  await page
    .getByRole('dialog', { name: `Use ${name}` })
    .getByRole('button', { name: 'Use it now' })
    .click()
  await page.getByText(`${name} is in use.`).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Write a label' }).first().click()
  await page.getByLabel('Name').fill('dog')
  await page.getByText(/^“dog” alone can mean much/).waitFor()
  await page.getByRole('button', { name: 'Add “a photo of a dog”' }).click()
  const wordings = page.getByRole('list', { name: 'What the model looks for' }).getByRole('textbox')
  await expect
    .poll(() => wordings.evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value)))
    .toEqual(['dog', 'a photo of a dog'])
  await expect.poll(() => page.getByText(/alone can mean much/).count()).toBe(0)
}
