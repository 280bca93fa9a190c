import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Rules whose answer depends on the colours: the only ones to ask of other colours too. */
const COLOURS = ['color-contrast']

/**
 * Fails if axe finds anything wrong with what the page shows, in light, in dark, and with more contrast. Leaves the page
 * in the colours, and with the motion, that it had been given.
 */
export async function expectAccessible(page: Page, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  const reducedMotion = (await page.evaluate(() => matchMedia('(prefers-reduced-motion)').matches))
    ? 'reduce'
    : null
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  // without transitions: a colour that is on its way is neither here nor there
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const found = await violations(page, null)
  await page.emulateMedia({ colorScheme: 'dark' })
  found.push(...(await violations(page, COLOURS)))
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, contrast: 'more' })
    found.push(...(await violations(page, COLOURS)))
  }
  await page.emulateMedia({ colorScheme, contrast: null, reducedMotion })
  expect(found).toEqual([])
}

/** What is wrong, each as the rule and the element. All rules, or some. */
function violations(page: Page, only: string[] | null): Promise<string[]> {
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const results = await axe.run(document, {
      resultTypes: ['violations'],
      ...(rules && { runOnly: { type: 'rule', values: rules } }),
    })
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`),
    )
  }, only)
}
