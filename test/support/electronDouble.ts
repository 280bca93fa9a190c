import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

/*
 * Stands for the module `electron` where its binary is not to be had. It remembers what the main process asked for and
 * lets a test play Chromium's part. It loads in the same thread as the code under test (see launchMain.ts).
 */

type Listener = (...args: never[]) => unknown

/** Everything that matters before or at the start, in the order in which it was asked for. */
export const asked: string[] = []
export const windows: BrowserWindow[] = []
export const schemes: { scheme: string; privileges: Record<string, boolean> }[] = []
export const protocolHandlers = new Map<string, (request: Request) => Promise<Response>>()
export const opened = {
  external: [] as string[],
  paths: [] as string[],
  revealed: [] as string[],
  trashed: [] as string[],
  recent: [] as string[],
  dragged: [] as { file: string; files: string[] }[],
}
/** What the user does with the next dialogs, and what was seen of them. */
export const user = {
  picks: [] as string[],
  response: 0,
  checks: false,
  sawErrors: [] as [string, string][],
  sawMessages: [] as string[],
  looksAtWindow: true,
}
export const notifications: Notification[] = []
export const paths: Record<string, string> = {}
let lock = true
let menu: MenuItem[] = []
let becomeReady = (): void => {}

export interface MenuItem {
  label?: string
  role?: string
  accelerator?: string
  enabled?: boolean
  click?: () => void
  submenu?: MenuItem[]
}
export const applicationMenu = (): MenuItem[] => menu

/** Everything as on a fresh start; `hasLock` false where another instance is running. */
export function reset({ hasLock = true } = {}): void {
  for (const list of [
    asked,
    windows,
    schemes,
    opened.external,
    opened.paths,
    opened.revealed,
    opened.trashed,
    opened.recent,
    opened.dragged,
    notifications,
    user.sawMessages,
  ])
    list.length = 0
  user.picks = []
  user.sawErrors = []
  user.looksAtWindow = true
  protocolHandlers.clear()
  for (const emitter of [app, ipcMain, session.defaultSession]) emitter.removeAllListeners()
  lock = hasLock
  menu = []
  whenReady = new Promise((resolve) => (becomeReady = resolve))
}
/** Chromium has started. */
export async function start(): Promise<void> {
  asked.push('ready')
  becomeReady()
  await whenReady
  await new Promise((resolve) => setImmediate(resolve))
}
let whenReady: Promise<void>

class App extends EventEmitter {
  readonly name = 'Lumitag'
  getAppPath = (): string => process.cwd()
  enableSandbox(): void {
    asked.push('enableSandbox')
  }
  setPath(name: string, path: string): void {
    paths[name] = path
  }
  getPath(name: string): string {
    return paths[name] ?? `${paths.userData}/${name}`
  }
  handedOver: unknown
  requestSingleInstanceLock(data: unknown): boolean {
    asked.push('requestSingleInstanceLock')
    this.handedOver = data
    return lock
  }
  getVersion = (): string => '0.1.0'
  addRecentDocument = (path: string): void => void opened.recent.push(path)
  clearRecentDocuments = (): void => void (opened.recent.length = 0)
  relaunch = (): void => void asked.push('relaunch')
  isReady(): boolean {
    return asked.includes('ready')
  }
  whenReady(): Promise<void> {
    return whenReady
  }
  /** As Electron does: will-quit can hold it. */
  quit(): void {
    let held = false
    this.emit('will-quit', { preventDefault: () => (held = true) })
    asked.push(held ? 'quit held' : 'quit')
  }
}
export const app = new App()
export const ipcMain = new EventEmitter()
export const crashReporter = {
  start: (options: object) => void asked.push(`crashReporter ${JSON.stringify(options)}`),
}
export const nativeTheme = { shouldUseDarkColors: false, themeSource: 'system' }
export const nativeImage = {
  createFromPath: (path: string) => ({ resize: (size: object) => ({ path, size }) }),
}

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true
  readonly options: { title: string; body: string }
  constructor(options: { title: string; body: string }) {
    super()
    this.options = options
  }
  show(): void {
    notifications.push(this)
  }
}

export const protocol = {
  registerSchemesAsPrivileged(list: typeof schemes): void {
    asked.push('registerSchemesAsPrivileged')
    schemes.push(...list)
  },
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
    void protocolHandlers.set(scheme, handler),
}

class Session extends EventEmitter {
  readonly protocol = protocol
  permission: Record<string, Listener> = {}
  network: { urls: string[]; listener: Listener } | undefined
  setPermissionRequestHandler = (handler: Listener): void => void (this.permission.request = handler)
  setPermissionCheckHandler = (handler: Listener): void => void (this.permission.check = handler)
  setDevicePermissionHandler = (handler: Listener): void => void (this.permission.device = handler)
  readonly webRequest = {
    onBeforeRequest: ({ urls }: { urls: string[] }, listener: Listener): void =>
      void (this.network = { urls, listener }),
  }
}
export const session = { defaultSession: new Session() }

/** One frame of a page; `sent` is what main posted to it. */
export class Frame {
  readonly sent: { channel: string; message: unknown; ports: MessagePortMain[] }[] = []
  readonly origin: string
  readonly parent: Frame | null
  constructor(origin: string, parent: Frame | null = null) {
    this.origin = origin
    this.parent = parent
  }
  postMessage(channel: string, message: unknown, ports: MessagePortMain[] = []): void {
    this.sent.push({ channel, message, ports })
  }
}

export class WebContents extends EventEmitter {
  mainFrame = new Frame('app://ui')
  windowOpenHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  setWindowOpenHandler(handler: typeof this.windowOpenHandler): void {
    this.windowOpenHandler = handler
  }
  isDestroyed(): boolean {
    return false
  }
  startDrag(item: { file: string; files: string[] }): void {
    opened.dragged.push(item)
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents()
  readonly options: Record<string, unknown>
  readonly did: string[] = []
  url = ''
  constructor(options: Record<string, unknown>) {
    super()
    this.options = options
    windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  static getAllWindows = (): BrowserWindow[] => windows
  static getFocusedWindow = (): BrowserWindow | null => (user.looksAtWindow ? (windows[0] ?? null) : null)
  static fromWebContents = (contents: WebContents): BrowserWindow | null =>
    windows.find((window) => window.webContents === contents) ?? null
  async loadURL(url: string): Promise<void> {
    this.url = url
  }
  readonly progress: number[] = []
  setProgressBar = (amount: number): void => void this.progress.push(amount)
  isMinimized = (): boolean => true
  show = (): void => void this.did.push('show')
  focus = (): void => void this.did.push('focus')
  restore = (): void => void this.did.push('restore')
  reload = (): void => void this.did.push('reload')
}

export class MessagePortMain extends EventEmitter {
  readonly #port: MessagePort
  constructor(port: MessagePort) {
    super()
    this.#port = port
    port.on('close', () => this.emit('close'))
    // a port under test must not keep the test's process alive
    port.unref()
  }
  start(): void {
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message)
  }
  close(): void {
    this.#port.close()
  }
}
export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain
  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new MessagePortMain(port1)
    this.port2 = new MessagePortMain(port2)
  }
}

export const Menu = {
  buildFromTemplate: (template: MenuItem[]): MenuItem[] => template,
  setApplicationMenu: (template: MenuItem[]): void => void (menu = template),
}
export const dialog = {
  showOpenDialog: async () => ({ canceled: user.picks.length === 0, filePaths: user.picks }),
  showMessageBox: async (...args: ({ message: string; signal?: AbortSignal } | BrowserWindow)[]) => {
    const { message, signal } = args.at(-1) as { message: string; signal?: AbortSignal }
    user.sawMessages.push(message)
    // one that the program closes by itself is left alone
    if (signal && !signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    return { response: user.response, checkboxChecked: user.checks }
  },
  showErrorBox: (title: string, content: string): void => void user.sawErrors.push([title, content]),
}
export const shell = {
  openExternal: async (url: string): Promise<void> => void opened.external.push(url),
  showItemInFolder: (path: string): void => void opened.revealed.push(path),
  async openPath(path: string): Promise<string> {
    opened.paths.push(path)
    return ''
  },
  trashItem: async (path: string): Promise<void> => void opened.trashed.push(path),
}
