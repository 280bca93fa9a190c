import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { findChromium } from '../../src-main/setup/chromium.mjs'
import { built } from '../support/build.ts'
import { eventually } from '../support/eventually.ts'
import { electron, launchMain } from '../support/launchMain.ts'
import { connectPreload } from '../support/showInChromium.ts'
import { stageProgram } from '../support/stage.ts'

/* The built preload in a real Chromium, with the built main process behind it. */

const executablePath = findChromium()

describe.skipIf(!executablePath)('the preload script', () => {
  let program: ReturnType<typeof stageProgram>
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await built('main', 'preload')
    program = stageProgram()
    launchMain(program.out, program.library)
    await electron.start()
    browser = await chromium.launch({ executablePath, args: ['--disable-dev-shm-usage', '--disable-gpu'] })
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    electron.app.quit()
    await eventually(() => expect(electron.asked.at(-1)).toBe('quit'))
    rmSync(program.folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    page = await browser.newPage()
    await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
    await connectPreload(page, electron.windows[0]!)
    await page.goto('http://ui.localhost/')
    await page.evaluate(() => {
      const got = ((window as unknown as { got: MessagePort[] }).got = [] as MessagePort[])
      addEventListener('message', ({ data, ports }) => data === 'lumitag-port' && got.push(...ports))
    })
    return () => page.close()
  })
  const portCount = (): Promise<number> =>
    page.evaluate(() => (window as unknown as { got: MessagePort[] }).got.length)

  test('hands the page a port to the engine when it asks, and a new one when the engine died', async () => {
    const askPid = (): Promise<number> =>
      page.evaluate(async () => {
        const next = new Promise<MessagePort>((resolve) =>
          addEventListener('message', ({ data, ports }) => data === 'lumitag-port' && resolve(ports[0]!)),
        )
        postMessage('lumitag-ready')
        const port = await next
        port.postMessage({ id: 1, type: 'call', name: 'pid' })
        return new Promise<number>((resolve) => {
          port.onmessage = ({ data }: MessageEvent<{ value: number }>) => resolve(data.value)
        })
      })
    const pid = await askPid()
    expect(pid).toBeGreaterThan(0)
    const answer = await page.evaluate(() => {
      const port = (window as unknown as { got: MessagePort[] }).got[0]!
      port.postMessage({ id: 2, type: 'call', name: 'abort' })
      return new Promise((resolve) => (port.onmessage = ({ data }) => resolve(data)))
    })
    expect(answer).toMatchObject({ id: 2, type: 'error', error: { code: 'ENGINE_DIED' } })
    expect(await askPid()).not.toBe(pid)
    expect(await portCount()).toBe(2)
  })

  test('tells main where files lie that the user drops, and nothing that a page makes up', async () => {
    const told: unknown[] = []
    electron.ipcMain.on('lumitag-dropped', (_event: unknown, paths: unknown) => told.push(paths))
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['x'], 'made-up.jpg'))
      dispatchEvent(new DragEvent('drop', { dataTransfer }))
    })
    const files = [program.folder, join(program.folder, 'package.json')]
    const chrome = await page.context().newCDPSession(page)
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await chrome.send('Input.dispatchDragEvent', {
        ...{ type, x: 10, y: 10 },
        data: { items: [], files, dragOperationsMask: 1 },
      })
    await eventually(() => expect(told).toEqual([files.map((file) => `/dropped/${basename(file)}`)]))
  })

  test('does not listen to a frame inside the page', async () => {
    await page.evaluate(async () => {
      const frame = document.createElement('iframe')
      frame.srcdoc =
        '<script>parent.postMessage("lumitag-ready", "*"); parent.postMessage("said", "*")</script>'
      const said = new Promise((resolve) =>
        addEventListener('message', ({ data }) => data === 'said' && resolve(0)),
      )
      document.body.append(frame)
      await said
    })
    // an answer to the frame would have come before this one
    await page.evaluate(() => postMessage('lumitag-ready'))
    await eventually(async () => expect(await portCount()).toBeGreaterThan(0))
    expect(await portCount()).toBe(1)
  })
})
