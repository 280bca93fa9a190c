import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { fromMenuOf, openFile, photos, savedBy, search, seeView, sidebar } from './steps.ts'

/** Adds a condition, or a group of them, to a group of the rule that is edited. */
async function add(page: Page, kind: string, group: number): Promise<void> {
  await page.getByRole('dialog').locator('fieldset').nth(group).locator(':scope > .add').click()
  await page.getByRole('menuitem', { name: kind, exact: true }).click()
}

/** A smart album of groups in groups, of sample pictures in the folder `photos`; the count follows each step. */
export async function nestGroups(page: Page, name: string): Promise<void> {
  await sidebar(page).getByRole('button', { name: 'New smart album' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  const fits = (count: number): Promise<void> =>
    dialog.getByText(new RegExp(`^${count} photos now;`)).waitFor()
  const howMany = dialog.getByLabel('How many must hold')
  const condition = (kind: string, at = 0) => dialog.getByRole('group', { name: kind, exact: true }).nth(at)
  const say = async (kind: string, at: number, field: string, text: string): Promise<void> => {
    await condition(kind, at).getByRole('combobox', { name: field, exact: true }).fill(text)
    await page.keyboard.press('Tab')
  }
  await condition('Looks like').getByLabel('What the condition is about').selectOption('Folder')
  await say('Folder', 0, 'Folder', 'photos')
  await fits(25)
  // any of two folders below it
  await add(page, 'Group of conditions', 0)
  await add(page, 'Folder', 1)
  await say('Folder', 1, 'Folder', 'photos/2023 Coast')
  await fits(5)
  await add(page, 'Folder', 1)
  await say('Folder', 2, 'Folder', 'photos/At home')
  await fits(11)
  // none of a type, and of what is both at home and upright
  await add(page, 'Group of conditions', 0)
  await howMany.nth(2).selectOption('none of these holds')
  await add(page, 'File type', 2)
  await say('File type', 0, 'File types', 'webp')
  await fits(10)
  await add(page, 'Group of conditions', 2)
  await add(page, 'Folder', 3)
  await say('Folder', 3, 'Folder', 'photos/At home')
  await fits(4)
  await add(page, 'Orientation', 3)
  await condition('Orientation').getByLabel('Which').selectOption('portrait')
  await howMany.nth(3).selectOption('all of these hold')
  await fits(8)
}

/** That album, once made: a photo is pinned, one kept out, the rule changed, handed on as a file, and forgotten. */
export async function keepAlbum(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Create album' }).click()
  await seeView(page, name, 8)
  const row = sidebar(page).getByRole('button', { name: new RegExp(`^${name} \\d+$`) })
  await search(page, 'text:dunes')
  await photos(page).first().click()
  await page.getByRole('button', { name: 'Add to album…' }).click()
  await page.getByRole('dialog').getByRole('button', { name }).click()
  await page.getByText(`1 photo added to “${name}”.`).waitFor()
  await row.click()
  await seeView(page, name, 9)
  const last = photos(page).last()
  await last.click()
  const before = await last.locator('img').getAttribute('src')
  await page.getByRole('button', { name: 'Keep out of the album' }).click()
  await seeView(page, name, 8)
  await expect.poll(() => last.locator('img').getAttribute('src')).not.toBe(before)

  // without the second group: the webp and the two upright photos come in, and what was decided by hand stays
  await page.getByRole('button', { name: 'Edit rule' }).click()
  await page.getByRole('button', { name: 'Remove this group' }).nth(1).click()
  await page.getByText(/^11 photos now;/).waitFor()
  await page.getByRole('button', { name: 'Save album' }).click()
  await seeView(page, name, 11)

  const text = await savedBy(page, () => fromMenuOf(page, name, 'Save rule to a file'))
  const file = JSON.parse(text) as { name: string; rule: object; pinned: string[]; excluded: string[] }
  expect(file).toMatchObject({ name, rule: { all: [{ folder: 'photos' }, { any: [{}, {}] }] } })
  expect([file.pinned.length, file.excluded.length]).toEqual([1, 1])
  const other = `${name}, again`
  await openFile(page, 'rule.json', JSON.stringify({ ...file, name: other }), () =>
    fromMenuOf(page, name, 'Open rule from a file…'),
  )
  await seeView(page, other, 11)
  await fromMenuOf(page, other, 'Turn into album by hand…')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Turn into album by hand' }).click()
  await page.getByRole('button', { name: 'Make it smart…' }).waitFor()
  await seeView(page, other, 11)
}
