import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { HostContract } from '../../src-shared/contract.ts'
import type { Wire } from '../../src-shared/port.ts'
import { connect, type Client } from '../../src-shared/rpcClient.ts'
import { built } from '../support/build.ts'
import { eventually } from '../support/eventually.ts'
import type { BrowserWindow, MenuItem, MessagePortMain } from '../support/electronDouble.ts'
import type { FakeContract } from '../support/fakeEngine.ts'
import { electron, launchMain } from '../support/launchMain.ts'
import { stageProgram } from '../support/stage.ts'

/* The built main process, with a double for `electron` and an engine that does nothing. */

let program: ReturnType<typeof stageProgram>
let window: BrowserWindow

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await built('main', 'preload')
  program = stageProgram()
  launchMain(program.out, program.library)
  await electron.start()
  window = electron.windows[0]!
}, 180_000)
afterAll(() => rmSync(program.folder, { recursive: true, force: true }))

const lives = (): string[] => readFileSync(join(program.library, 'lives'), 'utf8').trim().split('\n')
const get = (address: string, init?: RequestInit): Promise<Response> =>
  electron.protocolHandlers.get(new URL(address).protocol.slice(0, -1))!(new Request(address, init))

function wireOf(port: MessagePortMain): Wire {
  const wire: Wire = {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }
  port.start()
  return wire
}
/** The page says that it is ready, and is given a port. */
async function openPort(): Promise<Wire> {
  const { mainFrame } = window.webContents
  const before = mainFrame.sent.length
  electron.ipcMain.emit('lumitag-ready', { sender: window.webContents, senderFrame: mainFrame })
  const sent = await eventually(() => {
    expect(mainFrame.sent.length).toBe(before + 1)
    return mainFrame.sent[before]!
  })
  expect([sent.channel, sent.ports.length]).toEqual(['lumitag-port', 1])
  return wireOf(sent.ports[0]!)
}
const openPage = async (): Promise<Client<FakeContract & HostContract>> => connect(await openPort())

describe('before Chromium is ready', () => {
  test('sandbox, schemes and the lock are settled, and crash reports stay here', () => {
    expect(electron.asked.slice(0, electron.asked.indexOf('ready'))).toEqual([
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'crashReporter {"uploadToServer":false}',
      'requestSingleInstanceLock',
    ])
    const privileges = { standard: true, secure: true, supportFetchAPI: true }
    expect(electron.schemes).toEqual([
      { scheme: 'app', privileges: { ...privileges, codeCache: true } },
      { scheme: 'photo', privileges: { ...privileges, stream: true } },
    ])
  })

  test('Electron’s own files are kept with the library', () => {
    expect(electron.paths.userData).toBe(join(program.library, 'window'))
    expect(existsSync(join(program.library, 'window'))).toBe(true)
  })
})

describe('the window', () => {
  test('is sandboxed, isolated, and shows our page only once it is drawn', () => {
    expect(electron.windows.length).toBe(1)
    expect(window.url).toBe('app://ui/')
    expect(window.options).toMatchObject({ show: false, name: 'main', windowStatePersistence: true })
    expect(window.options.webPreferences).toEqual({
      preload: join(program.out, 'electron', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    })
    window.emit('ready-to-show')
    expect(window.did).toEqual(['show'])
  })

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s leads nowhere else', (event) => {
    const left = (url: string): boolean => {
      const preventDefault = vi.fn()
      window.webContents.emit(event, { url, preventDefault })
      return preventDefault.mock.calls.length === 0
    }
    expect(left('app://ui/')).toBe(true)
    for (const url of [
      'https://example.com/',
      'app://other/',
      'app://ui.evil/',
      'app://ui:1/',
      'file:///etc/passwd',
      'data:text/html,x',
      'javascript:alert(1)',
      'photo://full/1',
      'not a url',
    ])
      expect([url, left(url)]).toEqual([url, false])
  })

  test('no webview, no second window; only listed https pages go to the browser', () => {
    const preventDefault = vi.fn()
    window.webContents.emit('will-attach-webview', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    for (const url of [
      'https://huggingface.co/google/siglip2-base-patch16-256',
      'http://huggingface.co/',
      'https://huggingface.co.evil.example/',
      'https://evil.example/?huggingface.co',
      'https://huggingface.co:8443/',
      'file:///etc/passwd',
      'smb://server/share',
      'nonsense',
    ])
      expect(window.webContents.windowOpenHandler({ url })).toEqual({ action: 'deny' })
    expect(electron.opened.external).toEqual(['https://huggingface.co/google/siglip2-base-patch16-256'])
  })

  test('when its process crashes, the user may load it again', async () => {
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' })
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    await eventually(() => expect(window.did.filter((done) => done === 'reload')).toEqual(['reload']))
  })

  test('a second start brings it to the front', () => {
    window.did.length = 0
    electron.app.emit('second-instance', {}, [], '/')
    expect(window.did).toEqual(['restore', 'show', 'focus'])
    expect(electron.windows.length).toBe(1)
  })
})

describe('the session', () => {
  test('grants no permission but to fill the screen, and no device', () => {
    const { permission } = electron.session.defaultSession
    const call = (name: string, ...args: unknown[]): unknown =>
      (permission[name] as (...args: unknown[]) => unknown)(...args)
    const answers = (name: string): unknown[] => {
      const answer = vi.fn<(granted: boolean) => void>()
      call('request', {}, name, answer, {})
      return [answer.mock.calls[0]![0], call('check', {}, name, 'app://ui', {})]
    }
    for (const name of ['media', 'geolocation', 'notifications', 'fileSystem', 'openExternal', 'unknown'])
      expect([name, ...answers(name)]).toEqual([name, false, false])
    expect(answers('fullscreen')).toEqual([true, true])
    expect(call('device', {})).toBe(false)
  })

  test('downloads nothing and reaches no network', () => {
    const preventDefault = vi.fn()
    electron.session.defaultSession.emit('will-download', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    const { urls, listener } = electron.session.defaultSession.network!
    expect(urls).toEqual(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'])
    const answer = vi.fn()
    ;(listener as (details: object, answer: (response: object) => void) => void)({}, answer)
    expect(answer).toHaveBeenCalledWith({ cancel: true })
  })
})

describe('app://', () => {
  test('serves the page with its policy', async () => {
    const response = await get('app://ui/')
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html><title>Lumitag</title>'])
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' photo: blob: data:; " +
        "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    const script = await get('app://ui/assets/index.js?v=1')
    expect([script.status, script.headers.get('Content-Type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ])
  })

  test.each([
    'app://ui/../electron/main.js',
    'app://ui/%2e%2e/electron/main.js',
    'app://ui/..%2felectron/main.js',
    'app://ui/%2e%2e%2felectron%2fmain.js',
    'app://ui/assets/..%2f..%2felectron/main.js',
    'app://ui/..%5celectron/main.js',
    'app://ui/..%2frenderer-secret/index.html',
    'app://ui//etc/passwd',
    'app://ui/%2fetc%2fpasswd',
    'app://ui/index.html%00.js',
    'app://ui/%E0%A4%A',
    'app://ui/assets',
    'app://ui/none.html',
    'app://other/index.html',
    'app://ui:80/index.html',
    'app:index.html',
  ])('%s is nothing', async (address) => {
    const response = await get(address)
    expect([response.status, await response.text()]).toEqual([404, ''])
  })

  test('can only be read', async () => {
    expect((await get('app://ui/', { method: 'POST', body: 'x' })).status).toBe(405)
    const head = await get('app://ui/', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })
})

test('photo:// streams the file that the engine names for an id', async () => {
  writeFileSync(join(program.library, 'thumb-7.jpg'), 'a picture')
  const response = await get('photo://thumb/7?v=2')
  expect([response.status, response.headers.get('Content-Type'), await response.text()]).toEqual([
    200,
    'image/jpeg',
    'a picture',
  ])
  expect((await get('photo://thumb/8')).status).toBe(404)
  expect((await get('photo://thumb/..%2f7')).status).toBe(404)
})

test('a photo that is posted to app://ui/drop is written where the engine says, if it is a picture', async () => {
  const drop = (body: string, headers = {}): Promise<Response> =>
    get('app://ui/drop', { method: 'POST', body, headers })
  const taken = await drop('a picture')
  expect([taken.status, await taken.json()]).toEqual([201, { id: 77 }])
  expect(readFileSync(join(program.library, 'dropped-77'), 'utf8')).toBe('a picture')
  const refused = await drop('no such thing')
  expect([refused.status, await refused.json()]).toMatchObject([415, { code: 'NOT_AN_IMAGE' }])
  expect((await drop('x', { 'Content-Length': '100000001' })).status).toBe(413)
  expect((await get('app://ui/drop')).status).toBe(404)
  expect((await get('app://other/drop', { method: 'POST', body: 'x' })).status).toBe(405)
})

describe('the port', () => {
  test('is given to our own top frame only', async () => {
    const { Frame } = electron
    const ours = window.webContents.mainFrame
    const strangers = [new Frame('https://example.com'), new Frame('null'), new Frame('app://ui', ours), null]
    for (const senderFrame of strangers)
      electron.ipcMain.emit('lumitag-ready', { sender: window.webContents, senderFrame })
    // whatever was asked for before this has been answered by now
    await openPage()
    expect(ours.sent.length).toBe(1)
    expect(strangers.flatMap((frame) => frame?.sent ?? [])).toEqual([])
  })

  test('is withheld if the page was replaced while the engine started', async () => {
    const { mainFrame } = window.webContents
    const before = mainFrame.sent.length
    electron.ipcMain.emit('lumitag-ready', { sender: window.webContents, senderFrame: mainFrame })
    window.webContents.mainFrame = new electron.Frame('https://example.com')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([mainFrame.sent.length, window.webContents.mainFrame.sent.length]).toEqual([before, 0])
    window.webContents.mainFrame = mainFrame
  })

  test('leads to the engine, and cancels there', async () => {
    const page = await openPage()
    expect(await page.call('pid', undefined)).not.toBe(process.pid)
    const abort = new AbortController()
    const waiting = page.call('wait', undefined, abort.signal)
    await page.call('pid', undefined)
    abort.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
    await eventually(() => expect(lives()).toContain('cancelled'))
  })

  test('a page that was loaded again gets a new one, and the old one closes', async () => {
    const old = await openPort()
    const closed = new Promise<void>((resolve) => old.onClose(resolve))
    const page = await openPage()
    await closed
    expect(await page.call('pid', undefined)).toBeGreaterThan(0)
  })

  test('what is not JSON closes it, and nothing else', async () => {
    const wire = await openPort()
    const closed = new Promise<void>((resolve) => wire.onClose(resolve))
    wire.send({ id: 1, type: 'call', name: 'pid', input: 10n })
    await closed
    expect(await (await openPage()).call('pid', undefined)).toBeGreaterThan(0)
  })

  test('after a crash of the engine what was asked is rejected, and a new port leads to a new engine', async () => {
    const page = await openPage()
    const pid = await page.call('pid', undefined)
    const waiting = page.call('wait', undefined)
    const crash = page.call('abort', undefined)
    await expect(waiting).rejects.toMatchObject({ code: 'ENGINE_DIED' })
    await expect(crash).rejects.toMatchObject({ code: 'ENGINE_DIED' })
    // the old port is answered, and leads nowhere any more
    await expect(page.call('pid', undefined)).rejects.toMatchObject({ code: 'ENGINE_DIED' })
    expect(await page.call('host.info', undefined)).toMatchObject({ shell: 'electron' })
    expect(await (await openPage()).call('pid', undefined)).not.toBe(pid)
    expect(readFileSync(join(program.library, 'window', 'logs', 'lumitag.log'), 'utf8')).toContain('SIGABRT')
  })
})

describe('what a window can ask of the desktop', () => {
  test('who we are, a folder, folders', async () => {
    const page = await openPage()
    expect(await page.call('host.info', undefined)).toMatchObject({
      shell: 'electron',
      platform: process.platform,
    })
    expect(await page.call('host.pickFolder', undefined)).toBe(null)
    electron.user.picks = [program.folder]
    expect(await page.call('host.pickFolder', undefined)).toBe(program.folder)
    writeFileSync(join(program.folder, 'holiday.JPG'), '')
    expect(await page.call('host.folders', { path: program.folder })).toEqual({
      path: program.folder,
      parent: join(program.folder, '..'),
      folders: ['library', 'models', 'out'],
      pictures: 1,
    })
    expect((await page.call('host.folders', {})).path).toBe(homedir())
    await expect(page.call('host.folders', { path: join(program.folder, 'none') })).rejects.toMatchObject({
      code: 'FOLDER_MISSING',
    })
  })

  test('shows, opens and trashes photos by id, and only those that are there', async () => {
    const page = await openPage()
    const file = join(program.library, 'photo-3.jpg')
    writeFileSync(file, 'a photo')
    await page.call('host.reveal', { photoId: 3 })
    await page.call('host.open', { photoId: 3 })
    expect([electron.opened.revealed, electron.opened.paths]).toEqual([[file], [file]])
    expect(await page.call('host.trash', { photoIds: [3, 4] })).toMatchObject({
      trashed: [3],
      problems: [{ photoId: 4 }],
    })
    expect(electron.opened.trashed).toEqual([file])
    await expect(page.call('host.open', { photoId: 4 })).rejects.toMatchObject({ code: 'FILE_MISSING' })
    await expect(page.call('host.open', { photoId: '/etc/passwd' as never })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })
})

test('the menu adds a folder, and has the edit roles that macOS needs', async () => {
  const items = electron
    .applicationMenu()
    .flatMap(({ submenu = [], ...item }): MenuItem[] => [item, ...submenu])
  expect(items.map(({ role }) => role)).toContain('editMenu')
  const add = items.find(({ label }) => label === 'Add &Folder…')!
  expect(add.accelerator).toBe('CmdOrCtrl+O')
  electron.user.picks = [program.folder]
  add.click!()
  await eventually(() => expect(lives()).toContain(`added ${program.folder}`))
})

test('quitting waits until the engine has closed its library', async () => {
  electron.app.quit()
  expect(electron.asked.at(-1)).toBe('quit held')
  await eventually(() => expect(electron.asked.at(-1)).toBe('quit'))
  expect(lives().at(-1)).toBe('closed')
})
