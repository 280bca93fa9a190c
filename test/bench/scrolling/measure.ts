import type { CDPSession, Page } from 'playwright-core'
import { percentile } from './percentile.ts'

const SECONDS = 4

/** What the page notes while it is measured. */
interface Notes {
  frames: number[]
  longTasks: number[]
  shift: number
}

/** Turns the wheel for some seconds, so many pixels a second, and tells how smooth it was. */
export async function measureScrolling(page: Page, pixelsPerSecond: number): Promise<Record<string, number>> {
  const session = await page.context().newCDPSession(page)
  // time that the page's thread computes: another program's share does not count
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' })
  await session.send('Performance.enable')
  const before = await computed(session)
  await page.evaluate(startNotes)
  await session.send('Input.synthesizeScrollGesture', {
    x: 700,
    y: 450,
    yDistance: -pixelsPerSecond * SECONDS,
    speed: pixelsPerSecond,
    gestureSourceType: 'mouse',
  })
  const { frames, longTasks, shift } = await page.evaluate(endNotes)
  const after = await computed(session)
  const { nodes, megabytes } = await sizes(session)
  await session.detach()
  return {
    frames: frames.length,
    ...perFrame(before, after, frames.length),
    'median ms': percentile(frames, 0.5),
    'p95 ms': percentile(frames, 0.95),
    'most ms': Math.round(Math.max(...frames)),
    'tasks > 50 ms': longTasks.length,
    'longest task': Math.max(0, ...longTasks),
    'layout shift': Math.round(shift * 1000) / 1000,
    nodes,
    'heap MB': megabytes,
  }
}

/** Clicks the scrubber at a part of its length (0 to 1), and waits for the photos there; milliseconds. */
export async function jump(page: Page, part: number): Promise<{ shown: number; loaded: number }> {
  const box = (await page.getByRole('scrollbar', { name: 'Time' }).boundingBox())!
  await page.evaluate(watchJump)
  await page.mouse.click(box.x + 20, box.y + 4 + part * (box.height - 8))
  return page.evaluate(() => (globalThis as unknown as { jump: Promise<never> }).jump)
}

const KINDS = {
  TaskDuration: 'all ms a frame',
  ScriptDuration: 'scripts',
  RecalcStyleDuration: 'styles',
  LayoutDuration: 'layout',
}

/** Seconds that the page's thread has computed so far, by what for. */
async function computed(session: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics')
  return new Map(metrics.map(({ name, value }) => [name, value]))
}

function perFrame(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  frames: number,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(KINDS).map(([name, title]) => {
      const milliseconds = (after.get(name)! - before.get(name)!) * 1000
      return [title, Math.round((milliseconds / frames) * 10) / 10]
    }),
  )
}

async function sizes(session: CDPSession): Promise<{ nodes: number; megabytes: number }> {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const value = (name: string): number => metrics.find((metric) => metric.name === name)!.value
  return { nodes: value('Nodes'), megabytes: Math.round(value('JSHeapUsedSize') / 1e5) / 10 }
}

/* What follows runs in the page. */

function startNotes(): void {
  const notes: Notes = { frames: [], longTasks: [], shift: 0 }
  const page = globalThis as unknown as { notes: Notes; isNoting: boolean }
  page.notes = notes
  page.isNoting = true
  let last = performance.now()
  const frame = (now: number): void => {
    if (now > last) notes.frames.push(now - last)
    last = now
    if (page.isNoting) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) notes.longTasks.push(Math.round(duration))
  }).observe({ type: 'longtask' })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) notes.shift += (entry as unknown as { value: number }).value
  }).observe({ type: 'layout-shift' })
}

function endNotes(): Notes {
  const page = globalThis as unknown as { notes: Notes; isNoting: boolean }
  page.isNoting = false
  return page.notes
}

/** From the press of the pointer to the frame in which every photo in sight has its box, and to its last thumbnail. */
function watchJump(): void {
  const page = globalThis as unknown as { jump: Promise<{ shown: number; loaded: number }> }
  page.jump = new Promise((resolve) => {
    addEventListener(
      'pointerdown',
      () => {
        const start = performance.now()
        const list = document.querySelector('[role=listbox]')!
        const { top, bottom } = list.getBoundingClientRect()
        let shown = 0
        const look = (): void => {
          const images = [...list.querySelectorAll('img')].filter((image) => {
            const box = image.getBoundingClientRect()
            return box.bottom > top && box.top < bottom
          })
          if (images.length > 0 && shown === 0) shown = performance.now() - start
          if (images.length > 0 && images.every((image) => image.complete && image.naturalWidth > 0))
            resolve({ shown, loaded: performance.now() - start })
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      },
      { once: true, capture: true },
    )
  })
}
