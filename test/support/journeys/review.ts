import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { countsOf, pressUntil, upperBar } from './label.ts'
import { fromMenuOf, seeView } from './steps.ts'

/** Looks through all suggestions of the label in view by keys alone. Returns how many were taken and refused. */
export async function reviewByKeys(
  page: Page,
  name: string,
  all: number,
): Promise<{ yes: number; no: number }> {
  await page.getByRole('button', { name: `Review ${all} suggestions`, exact: true }).press('Enter')
  const view = page.getByRole('region', { name: 'Review', exact: true })
  const at = (place: number): Promise<void> => view.getByText(`${place} of ${all}`, { exact: true }).waitFor()
  const press = (key: string): Promise<void> => page.keyboard.press(key)
  const answer = async (key: string, place: number): Promise<void> => {
    await press(key)
    await at(place)
  }
  // each answer goes on by itself
  await at(1)
  await answer('y', 2)
  await answer('n', 3)
  await answer('Control+z', 2)
  await answer('n', 3)
  await answer('s', 4)
  await answer('ArrowLeft', 3)
  await view.getByRole('button', { name: 'Skip', pressed: true }).waitFor()
  await answer('Home', 1)
  await view.getByRole('button', { name: 'Yes', pressed: true }).first().waitFor()
  for (const place of [2, 3, 4]) await answer('ArrowRight', place)

  // best first: yes to the best, no to the rest, and back
  await view.getByRole('radio', { name: 'Best first' }).press('Enter')
  await view.getByRole('radio', { name: 'Best first', checked: true }).waitFor()
  await answer('Home', 1)
  for (let place = 2; place <= 5; place++) await answer('ArrowRight', place)
  await press('Shift+Y')
  await page.getByText(new RegExp(`^Yes to [345] photos: ${name}`)).waitFor()
  const isOpen = await view.getByText(/^\d+ of \d+$/).innerText()
  const from = all - 20
  for (let place = Number.parseInt(isOpen) + 1; place <= from; place++) await answer('ArrowRight', place)
  const refuse = page.getByText(/^No to \d+ photos/)
  await press('Shift+N')
  await refuse.waitFor()
  await press('Control+z')
  await page.getByText(/^Undone: /).waitFor()
  await at(from)
  await press('Shift+N')
  await refuse.waitFor()

  // one by one what has no answer yet, until nothing is left
  const done = page.getByText(/^\d+ yes, \d+ no, \d+ left open\.$/)
  const place = view.getByText(/^\d+ of \d+$/)
  const answered = view.getByRole('button', { pressed: true })
  for (let turn = 0; !(await done.isVisible()); turn++) {
    const before = await place.innerText()
    await press((await answered.count()) > 0 ? 'ArrowRight' : turn % 2 === 0 ? 'y' : 'n')
    await expect.poll(async () => (await place.allInnerTexts())[0], { interval: 2 }).not.toBe(before)
  }
  const [yes, no, open] = (await done.innerText()).match(/\d+/g)!.map(Number) as [number, number, number]
  expect([yes + no + open, open, yes > 9, no > 9]).toEqual([all, 1, true, true])
  await page.getByRole('button', { name: `Show ${name}` }).press('Enter')
  await page.getByRole('heading', { level: 1, name }).waitFor()
  return { yes, no }
}

/** What was refused stays out: when photos are read again, and when the label would tag every photo by itself. */
export async function refusedStayOut(
  page: Page,
  folder: string,
  name: string,
  expected: { all: number; no: number },
): Promise<void> {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.jpg'))
    .slice(0, 5))
    utimesSync(join(folder, file), new Date(), new Date())
  await fromMenuOf(page, folder.split(/[\\/]/).at(-1)!, 'Scan again')
  await page.getByRole('button', { name: 'Edit label' }).click()
  await pressUntil(upperBar(page), 'Home', async () => (await countsOf(page))[0] === expected.all)
  await page.getByRole('button', { name: 'Save label' }).click()
  await seeView(page, name, expected.all - expected.no)
}
