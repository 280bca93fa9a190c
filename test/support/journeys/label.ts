import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openFile, photos, savedBy, seeView, sidebar } from './steps.ts'

/* The label workbench: words, bars, scope, contrast, warnings, packs. */

export const lowerBar = (page: Page) => page.getByRole('slider', { name: 'Suggest from this score' })
export const upperBar = (page: Page) => page.getByRole('slider', { name: 'Tag by itself from this score' })
const numberIn = async (text: Locator): Promise<number> => Number.parseInt(await text.innerText())
/** What the bars say now: tagged by itself, to say yes or no to, and of how many photos. */
export async function countsOf(page: Page): Promise<[tagged: number, suggested: number, scored: number]> {
  const scored = await page.getByText(/^of \d+ photos?$/).innerText()
  return [
    await numberIn(page.getByText(/^\d+ tagged by itself$/)),
    await numberIn(page.getByText(/^\d+ to say yes or no to$/)),
    Number(/\d+/.exec(scored)![0]),
  ]
}
const strip = (page: Page, name: 'Just in' | 'Just out') => page.getByLabel(name, { exact: true })

/** Presses a key until something is so. */
export async function pressUntil(bar: Locator, key: string, isSo: () => Promise<boolean>): Promise<void> {
  await expect.poll(async () => (await bar.press(key), isSo()), { interval: 20 }).toBe(true)
}

/** Writes a label of `all` photos, tries what can be said about it, and saves it. Returns how many photos it tags. */
export async function writeWithCare(page: Page, name: string, all: number): Promise<number> {
  await page.getByRole('button', { name: 'Write a label' }).first().click()
  // a word that the model was never taught, and the way on
  await page.getByLabel('Name').fill('bungalow')
  await page.getByText('The model does not know “bungalow” (try “cottage” or “house”).').waitFor()
  await page.getByLabel('Name').fill(name)
  await expect.poll(() => page.getByText(/The model does not know/).count()).toBe(0)
  await expect.poll(() => countsOf(page)).toEqual([expect.any(Number), expect.any(Number), all])
  const [tagged, suggested] = await countsOf(page)
  expect(tagged).toBeGreaterThan(1)

  // the bars, by keys: a step with each, to either end, and one takes the other along
  const score = (): Promise<string | null> => upperBar(page).getAttribute('aria-valuetext')
  const proposed = await score()
  for (let step = 0; step < 3; step++) {
    const before = await score()
    await upperBar(page).press('ArrowLeft')
    await expect.poll(score).not.toBe(before)
  }
  await upperBar(page).press('End')
  await expect.poll(async () => (await countsOf(page))[0]).toBe(0)
  await expect.poll(() => strip(page, 'Just in').innerText()).toBe('none')
  // the axis grows with the bars: its beginning may be still further off
  await pressUntil(upperBar(page), 'Home', async () => (await countsOf(page))[0] === all)
  expect(await countsOf(page)).toEqual([all, 0, all])
  await expect.poll(() => strip(page, 'Just out').innerText()).toBe('none')
  await lowerBar(page).press('End')
  await expect.poll(() => countsOf(page)).toEqual([0, 0, all])
  await page.getByRole('button', { name: 'Use the proposed bars' }).click()
  await expect.poll(() => countsOf(page)).toEqual([tagged, suggested, all])
  expect(await score()).toBe(proposed)

  await limitTo(page, all)

  // other words, and a contrast that fits some of the photos better
  await page.getByRole('button', { name: 'Add a wording' }).click()
  await page.getByRole('textbox', { name: 'Wording 1' }).fill('a document')
  await expect.poll(async () => (await countsOf(page))[0]).not.toBe(tagged)
  const [documents] = await countsOf(page)
  await page.getByRole('button', { name: 'Add a contrast' }).click()
  await page.getByRole('textbox', { name: 'Contrast 1' }).fill('a page of text')
  await expect.poll(async () => (await countsOf(page))[0]).toBeLessThan(documents)
  await page.getByRole('button', { name: 'Remove contrast 1' }).click()
  await page.getByRole('button', { name: 'Remove wording 1' }).click()
  await expect.poll(() => countsOf(page)).toEqual([tagged, suggested, all])

  await page.getByRole('button', { name: 'Add label' }).click()
  await seeView(page, name, tagged)
  await expect.poll(() => photos(page).count()).toBe(tagged)
  return tagged
}

/** About one of two folders, one kind of file in it, and some days; then about all photos again. */
async function limitTo(page: Page, all: number): Promise<void> {
  const scored = async (): Promise<number> => (await countsOf(page))[2]
  const check = (name: string) => page.getByRole('checkbox', { name, exact: true })
  await page.getByText('Which photos it is about').click()
  await check('mirrored').check()
  await expect.poll(scored).toBe(all / 2)
  await check('PNG').check()
  await page.getByText(/^No photo that has been looked at is in these folders/).waitFor()
  await check('mirrored').uncheck()
  await check('photos').check()
  await check('JPEG').check()
  await check('PNG').uncheck()
  await expect.poll(scored).toBe(22)
  await page.getByLabel('From', { exact: true }).fill('2023-01-01')
  await page.getByLabel('To', { exact: true }).fill('2023-12-31')
  await expect.poll(scored).toBe(4)
  for (const name of ['From', 'To']) await page.getByLabel(name, { exact: true }).fill('')
  for (const name of ['photos', 'JPEG']) await check(name).uncheck()
  await expect.poll(scored).toBe(all)
}

/** Opens a label again and moves its bars to the ends: every photo is to be asked about, and none is tagged by itself. */
export async function suggestAll(page: Page, all: number): Promise<void> {
  await page.getByRole('button', { name: 'Edit label' }).click()
  await upperBar(page).press('End')
  await pressUntil(lowerBar(page), 'Home', async () => (await countsOf(page))[1] === all)
  await page.getByRole('button', { name: 'Save label' }).click()
  await page.getByRole('button', { name: `Review ${all} suggestions`, exact: true }).waitFor()
}

/** Saves the labels as a file, and opens one that has another label too. */
export async function exchangePacks(page: Page, name: string): Promise<void> {
  await sidebar(page).getByRole('button', { name: 'Label packs…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Label packs' })
  const text = await savedBy(page, () =>
    dialog.getByRole('button', { name: /^Save my \d+ labels? as a file/ }).click(),
  )
  const pack = JSON.parse(text) as { labels: { name: string; prompts: string[] }[] }
  expect(pack.labels.map((label) => label.name)).toEqual([name])
  pack.labels.push({ name: 'Animals > Cat', prompts: ['a photo of a cat'] })
  await openFile(page, 'labels.json', JSON.stringify(pack), () =>
    dialog.getByRole('button', { name: 'Open a file…' }).click(),
  )
  await page.getByText('1 label added. 1 is there already and stayed as it is.').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  const labels = sidebar(page).getByRole('list', { name: 'Labels' })
  await labels.getByRole('button', { name: /^Cat [1-9]/ }).waitFor()
}
