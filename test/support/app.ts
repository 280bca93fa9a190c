import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, expect, onTestFinished } from 'vitest'
import type { Engine, EngineOptions } from '../../src-main/engine/engine.ts'
import { startBrowserShell } from '../../src-main/shell-browser/server.ts'
import { built, out } from './build.ts'
import { openTestEngine, temporaryFolder } from './library.ts'

/** A Chromium to test with: npm test sets CHROMIUM after it has found or fetched one. */
export const chromiumFile = process.env.CHROMIUM ?? '/usr/bin/chromium'
export const hasChromium = existsSync(chromiumFile)

/** One for all tests of a file; each has a profile of its own in it. */
let browser: Promise<Browser> | undefined
afterAll(async () => (await browser)?.close())

export interface App {
  page: Page
  engine: Engine
  /** empty folder of this test, for photos */
  folder: string
  /** A new address that signs in once. */
  launchUrl(): string
}

/**
 * The app as a user has it: real engine, browser shell, built window, real Chromium. Any error in the window fails the
 * test, unless it is one that the test brings about.
 */
export async function openApp(
  prepare?: (engine: Engine, folder: string) => Promise<void>,
  expected?: RegExp,
  options: Partial<EngineOptions> = {},
): Promise<App> {
  await built('renderer')
  const folder = temporaryFolder()
  const engine = await openTestEngine(join(folder, 'library'), { threads: 2, ...options })
  await prepare?.(engine, folder)
  const shell = await startBrowserShell({ engine, renderer: join(out, 'renderer'), port: 0 })
  browser ??= chromium.launch({
    executablePath: chromiumFile,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  })
  const page = await (await browser).newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
  page.setDefaultTimeout(60_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected?.test(message.text())) complaints.push(message.text())
  })
  onTestFinished(async () => {
    for (const context of (await browser!).contexts()) await context.close()
    await shell.close()
    expect(complaints).toEqual([])
  })
  await page.goto(shell.launchUrl())
  return { page, engine, folder, launchUrl: shell.launchUrl }
}

/** Keeps a picture of the page for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(out, '..', 'test-results', `${name}.png`) })
}
