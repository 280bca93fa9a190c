import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Route } from 'playwright-core'
import { out } from './build.ts'
import type { BrowserWindow, MessagePortMain } from './electronDouble.ts'
import { electron } from './launchMain.ts'

/** Chromium knows neither app:// nor photo://; the same bytes come from these. */
export const PAGE = 'http://ui.localhost/'
const PICTURES = 'http://photo.localhost/'

/** Makes a page of a real Chromium the content of a window of the main process: built preload, protocols, ports. */
export async function showInChromium(page: Page, window: BrowserWindow): Promise<void> {
  await page.route(`${PAGE}**`, (route) => answer(route, 'app://ui/', PAGE))
  await page.route(`${PICTURES}**`, (route) => answer(route, 'photo://', PICTURES))
  await connectPreload(page, window)
}

/** Runs the built preload before the page's own scripts. Its require knows `electron` only, as in the sandbox. */
export async function connectPreload(page: Page, window: BrowserWindow): Promise<void> {
  const { webContents } = window
  const ports: MessagePortMain[] = []
  await page.exposeFunction('sendToMain', (channel: string, ...args: unknown[]) =>
    electron.ipcMain.emit(channel, { sender: webContents, senderFrame: webContents.mainFrame }, ...args),
  )
  await page.exposeFunction('portToMain', (index: number, message: string) =>
    ports[index]!.postMessage(JSON.parse(message)),
  )
  const toPage = (call: string, ...args: unknown[]): void =>
    void page.evaluate(`${call}(...${JSON.stringify(args)})`).catch(() => {})
  webContents.mainFrame.postMessage = (channel, _message, sent = []) => {
    const port = sent[0]!
    const index = ports.push(port) - 1
    port.on('message', ({ data }: { data: unknown }) => toPage('portToPage', index, JSON.stringify(data)))
    port.start()
    toPage('sendToPage', channel, index)
  }
  const preload = readFileSync(join(out, 'electron', 'preload.cjs'), 'utf8')
  await page.addInitScript(`if (window === top) (${rendererSide.toString()})((require) => {${preload}\n})`)
}

/** The renderer's half of `electron`, in the page. */
function rendererSide(preload: (require: (name: string) => unknown) => void): void {
  type Bridge = Record<string, (...args: unknown[]) => unknown>
  const bridge = globalThis as unknown as Bridge
  const listeners: Record<string, (event: { ports: MessagePort[] }) => void> = {}
  const ports: MessagePort[] = []
  bridge.sendToPage = (channel, index) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => void bridge.portToMain!(index, JSON.stringify(data))
    ports[index as number] = port1
    listeners[channel as string]?.({ ports: [port2] })
  }
  bridge.portToPage = (index, message) => ports[index as number]!.postMessage(JSON.parse(message as string))
  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => bridge.sendToMain!(channel, ...args),
    on: (channel: string, listener: (event: { ports: MessagePort[] }) => void) =>
      (listeners[channel] = listener),
  }
  const webUtils = { getPathForFile: (file: File) => `/dropped/${file.name}` }
  preload((name) => {
    if (name !== 'electron') throw new Error(`The sandbox has no module "${name}".`)
    return { ipcRenderer, webUtils }
  })
}

async function answer(route: Route, scheme: 'app://ui/' | 'photo://', host: string): Promise<void> {
  const request = route.request()
  const url = scheme + request.url().slice(host.length)
  const handler = electron.protocolHandlers.get(new URL(url).protocol.slice(0, -1))!
  const body = request.postDataBuffer()
  const response = await handler(
    new Request(url, { method: request.method(), ...(body && { body: new Uint8Array(body) }) }),
  )
  const headers = Object.fromEntries(response.headers)
  const policy = headers['content-security-policy']
  if (policy) headers['content-security-policy'] = policy.replace(' photo: ', ` ${PICTURES} `)
  const bytes = Buffer.from(await response.arrayBuffer())
  const isScript = headers['content-type']?.startsWith('text/javascript')
  await route.fulfill({ status: response.status, headers, body: isScript ? asWeb(bytes.toString()) : bytes })
}

/** The page's scripts with the two schemes replaced. */
const asWeb = (script: string): string =>
  script.replaceAll('photo://', PICTURES).replace(/location\.protocol\s*===?\s*["'`]app:["'`]/g, 'true')
