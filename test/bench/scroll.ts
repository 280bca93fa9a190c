import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { createEngine } from '../../src-main/engine/engine.ts'
import { findChromium } from '../../src-main/setup/chromium.mjs'
import { startBrowserShell } from '../../src-main/shell-browser/server.ts'
import { built, out, root } from '../support/build.ts'
import { drawThumbnails } from './material/thumbnails.ts'
import { scrollLibrary } from './material/scrollLibrary.ts'
import { jump, measureScrolling } from './scrolling/measure.ts'
import { percentile } from './scrolling/percentile.ts'

/*
 * `npm run bench:scroll [photos]`: the window in a real Chromium on a library of 100,000 photos with thumbnails. Printed
 * are the times between frames while the wheel turns, tasks over 50 ms, nodes and memory, and how long jumps to months
 * take, from the click on the scrubber to the frame that shows the photos and to the last of their thumbnails. Frames are
 * drawn by the processor here, not by a graphics card: on a computer with one they are faster.
 */

const photos = Number(process.argv[2] ?? 100_000)
const executablePath = findChromium()
if (!executablePath) throw new Error('There is no Chromium. Install one, or name it in CHROMIUM.')
const folder = mkdtempSync(join(tmpdir(), 'lumitag-bench-scroll-'))
try {
  await built('renderer')
  const library = join(folder, 'library')
  await scrollLibrary(library, photos)
  await drawThumbnails(join(library, 'thumbnails'), photos)
  await measure(library)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(dataDir: string): Promise<void> {
  const engine = await createEngine({
    dataDir,
    modelsDir: join(root, 'models'),
    resourcesDir: join(root, 'resources'),
    threads: 1,
    runJobs: false,
    providers: { names: [] },
  })
  const shell = await startBrowserShell({ engine, renderer: join(out, 'renderer'), port: 0 })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const started = performance.now()
    await page.goto(shell.launchUrl())
    await page.getByRole('option').first().waitFor()
    console.log(`${photos} photos, first shown after ${Math.round(performance.now() - started)} ms`)
    await report(page)
  } finally {
    await browser.close()
    await shell.close()
    await engine.close()
  }
}

async function report(page: Page): Promise<void> {
  const rows: Record<string, Record<string, number>> = {}
  for (const [name, speed] of [
    ['reading, 1,000 px/s', 1000],
    ['looking for, 4,000 px/s', 4000],
    ['flying, 20,000 px/s', 20_000],
  ] as const)
    rows[name] = await measureScrolling(page, speed)
  console.table(rows)
  const jumps: { shown: number; loaded: number }[] = []
  for (let at = 0; at < 21; at++) jumps.push(await jump(page, ((at * 8) % 21) / 21))
  const column = (of: (one: (typeof jumps)[number]) => number): Record<string, number> => ({
    median: percentile(jumps.map(of), 0.5),
    p95: percentile(jumps.map(of), 0.95),
    most: Math.round(Math.max(...jumps.map(of))),
  })
  console.table({
    'jump to a month: photos in place, ms': column(({ shown }) => shown),
    'jump to a month: all thumbnails, ms': column(({ loaded }) => loaded),
  })
}
