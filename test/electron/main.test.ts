import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { HostContract } from '../../src-shared/contract.ts'
import type { Output } from '../../src-shared/rpc.ts'
import { connect, type Client } from '../../src-shared/rpcClient.ts'
import { shellTexts, type ShellText } from '../../src-shared/shellTexts.ts'
import { built } from '../support/build.ts'
import { eventually } from '../support/eventually.ts'
import type { BrowserWindow, MenuItem } from '../support/electronDouble.ts'
import type { FakeContract } from '../support/fakeEngine.ts'
import { electron, launchMain } from '../support/launchMain.ts'
import { openPort } from '../support/openPage.ts'
import { stageProgram } from '../support/stage.ts'

/* The built main process, with a double for `electron` and an engine that does nothing. */

type HostEvent = Output<HostContract, 'host.events'>
let program: ReturnType<typeof stageProgram>
let window: BrowserWindow

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await built('main', 'preload')
  program = stageProgram()
  mkdirSync(join(program.folder, 'opened with'))
  launchMain(program.out, program.library, {
    args: [pathToFileURL(join(program.folder, 'opened with')).href],
  })
  await electron.start()
  window = electron.windows[0]!
}, 180_000)
afterAll(() => rmSync(program.folder, { recursive: true, force: true }))

const lives = (): string[] => readFileSync(join(program.library, 'lives'), 'utf8').trim().split('\n')
const get = (address: string, init?: RequestInit): Promise<Response> =>
  electron.protocolHandlers.get(new URL(address).protocol.slice(0, -1))!(new Request(address, init))

const openPage = async (): Promise<Client<FakeContract & HostContract>> => connect(await openPort(window))

/** What the page is told by the desktop, from the first that fits on. */
async function hear(fits: (event: HostEvent) => boolean): Promise<HostEvent> {
  for await (const event of (await openPage()).stream('host.events', undefined)) if (fits(event)) return event
  throw new Error('The desktop fell silent.')
}

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

  test('a second start brings it to the front and hands its folders over', async () => {
    window.did.length = 0
    electron.app.emit('second-instance', {}, [], '/', {
      folders: [program.folder, join(program.folder, 'none')],
    })
    expect(window.did).toEqual(['restore', 'show', 'focus'])
    expect(electron.windows.length).toBe(1)
    await eventually(() => expect(lives()).toContain(`added ${program.folder}`))
    expect(lives().join()).not.toContain('none')
  })
})

describe('the session', () => {
  test('grants no permission but to fill the screen and keep it awake, and no device', () => {
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
    for (const name of ['fullscreen', 'screen-wake-lock']) expect(answers(name)).toEqual([true, true])
    expect(call('device', {})).toBe(false)
  })

  test('keeps the JSON files that its own page makes, where the user says; downloads nothing else, and reaches no network', () => {
    const refused = (address: string, name: string): boolean => {
      const preventDefault = vi.fn()
      const item = { getURL: () => address, getFilename: () => name }
      electron.session.defaultSession.emit('will-download', { preventDefault }, item)
      return preventDefault.mock.calls.length > 0
    }
    // without a path from us Electron asks the user for one
    expect(refused('blob:app://ui/7c5c', 'labels.json')).toBe(false)
    expect(refused('blob:app://ui/7c5c', 'labels.desktop')).toBe(true)
    for (const address of ['blob:https://example.com/7c5c', 'app://ui/labels.json', 'photo://full/1'])
      expect([address, refused(address, 'labels.json')]).toEqual([address, true])
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

  test('goes to the page that asked last, where it was loaded again while the engine started', async () => {
    const { mainFrame } = window.webContents
    const before = mainFrame.sent.length
    electron.ipcMain.emit('lumitag-ready', { sender: window.webContents, senderFrame: mainFrame })
    const page = await openPage()
    expect(await page.call('pid', undefined)).toBeGreaterThan(0)
    expect(mainFrame.sent.length).toBe(before + 1)
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
    const old = await openPort(window)
    const closed = new Promise<void>((resolve) => old.onClose(resolve))
    const page = await openPage()
    await closed
    expect(await page.call('pid', undefined)).toBeGreaterThan(0)
  })

  test('what is not JSON closes it, and nothing else', async () => {
    const wire = await openPort(window)
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
  test('the look of frames and menus, photos dragged out, the logs, another start', async () => {
    const page = await openPage()
    await page.call('host.theme', { theme: 'dark' })
    expect(electron.nativeTheme.themeSource).toBe('dark')
    const files = [1, 2].map((id) => join(program.library, `photo-${id}.jpg`))
    for (const file of files) writeFileSync(file, 'a photo')
    await page.call('host.drag', { photoIds: [1, 2] })
    expect(electron.opened.dragged).toMatchObject([{ file: files[0], files }])
    await expect(page.call('host.drag', { photoIds: [1, 99] })).rejects.toMatchObject({
      code: 'FILE_MISSING',
    })
    expect(electron.opened.dragged.length).toBe(1)
    await page.call('host.showLogs', undefined)
    expect(electron.opened.paths).toEqual([join(program.library, 'window', 'logs')])
    electron.opened.paths.length = 0
  })

  test('a folder that is dropped into it is added and shown; nothing else that a page names is', async () => {
    const shown = hear((event) => event.kind === 'show-folder' && event.path === 'dropped')
    const folder = join(program.library, 'dropped')
    mkdirSync(folder)
    const file = join(program.library, 'dropped.jpg')
    writeFileSync(file, '')
    const drop = (paths: unknown, senderFrame: unknown = window.webContents.mainFrame): boolean =>
      electron.ipcMain.emit('lumitag-dropped', { sender: window.webContents, senderFrame }, paths)
    drop([folder], new electron.Frame('https://example.com'))
    drop([folder], null)
    drop(folder)
    drop([file, 7, join(program.folder, 'none')])
    drop([folder, file])
    expect(await shown).toEqual({ kind: 'show-folder', rootId: 5, path: 'dropped' })
    expect(lives().filter((life) => life.includes('dropped'))).toEqual([`added ${folder}`])
  })

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
      folders: expect.arrayContaining(['library', 'models', 'out']) as string[],
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

describe('the menu', () => {
  const items = (): MenuItem[] => {
    const flat = (list: MenuItem[]): MenuItem[] =>
      list.flatMap(({ submenu = [], ...item }) => [item, ...flat(submenu)])
    return flat(electron.applicationMenu())
  }
  const entry = (label: string): MenuItem => items().find((item) => item.label === label)!

  test('adds a folder, remembers those that were opened, and has the edit roles that macOS needs', async () => {
    expect(items().map(({ role }) => role)).toEqual(expect.arrayContaining(['undo', 'copy', 'paste']))
    expect(entry('Add &Folder…').accelerator).toBe('CmdOrCtrl+O')
    const chosen = join(program.folder, 'Cats & dogs')
    mkdirSync(chosen)
    electron.user.picks = [chosen]
    entry('Add &Folder…').click!()
    await eventually(() => expect(lives()).toContain(`added ${chosen}`))
    const recent = await eventually(() => {
      expect(entry(chosen.replace('&', '&&'))).toBeTruthy()
      return entry(chosen.replace('&', '&&'))
    })
    expect(electron.opened.recent).toContain(chosen)
    // the file manager opened this one, as the first argument
    expect(entry(join(program.folder, 'opened with'))).toBeTruthy()
    recent.click!()
    await eventually(() => expect(lives().filter((life) => life === `added ${chosen}`).length).toBe(2))
    const kept = join(program.library, 'window', 'recent-folders.json')
    expect((JSON.parse(readFileSync(kept, 'utf8')) as string[])[0]).toBe(chosen)
    entry('&Clear').click!()
    expect([entry('Open &Recent').enabled, entry(chosen.replace('&', '&&'))]).toEqual([false, undefined])
  })

  test('speaks as the window does, and still does at the next start', async () => {
    const page = await openPage()
    const english = Object.fromEntries(shellTexts.map((text) => [text, text])) as Record<ShellText, string>
    await page.call('host.words', { words: { ...english, '&File': '&Datei', 'Add folder': 'Hinzufügen' } })
    expect([entry('&File'), entry('&Datei').label]).toEqual([undefined, '&Datei'])
    const kept = JSON.parse(readFileSync(join(program.library, 'window', 'words.json'), 'utf8')) as object
    expect(kept).toMatchObject({ 'Add folder': 'Hinzufügen' })
    await expect(page.call('host.words', { words: { 'Made up': '' } as never })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await page.call('host.words', { words: english })
    expect(entry('&File')).toBeTruthy()
  })

  test('shows keys, logs, crash reports and licences', async () => {
    const shown = hear((event) => event.kind === 'show-keys')
    entry('&Keyboard Shortcuts').click!()
    await shown
    electron.opened.paths.length = 0
    for (const label of ['Show &Logs', 'Show &Crash Reports', 'L&icences', 'Show &Library Folder'])
      entry(label).click!()
    const own = join(program.library, 'window')
    expect(electron.opened.paths).toEqual([
      join(own, 'logs'),
      join(own, 'crashDumps'),
      join(program.folder, 'resources', 'licences'),
      program.library,
    ])
    // this build does not know where updates would be
    expect(entry('Check for &Updates…')).toBeUndefined()
  })
})

test('work is shown on the icon; when long work ends while nobody looks, it is said once', async () => {
  const page = await openPage()
  const job = (id: number, state: string, done: number, total: number | null): object => ({
    ...{ id, kind: 'scan', title: `Scanning ${id}`, state, done, total, failed: 0, rate: 0, message: null },
    ...{ result: null, createdAt: '', finishedAt: null },
  })
  const bar = (amount: number): Promise<void> =>
    eventually(() => expect(window.progress.at(-1)).toBeCloseTo(amount))
  await page.call('work', [job(1, 'running', 25, 100), job(2, 'running', 75, 100), job(3, 'queued', 0, null)])
  await bar(0.5)
  await page.call('work', [job(1, 'running', 0, null)])
  await bar(2)

  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000)
  await page.call('work', [job(1, 'done', 100, 100), job(2, 'done', 100, 100)])
  await bar(-1)
  expect(electron.notifications).toEqual([])
  await page.call('work', [job(4, 'running', 1, 2)])
  await bar(0.5)
  electron.user.looksAtWindow = false
  vi.mocked(Date.now).mockReturnValue(Date.now() + 61_000)
  await page.call('work', [{ ...job(4, 'done', 2, 2), failed: 3 }])
  await eventually(() => expect(electron.notifications.length).toBe(1))
  vi.mocked(Date.now).mockRestore()
  expect(electron.notifications[0]!.options).toEqual({
    title: 'Scanning a folder',
    body: 'Done. Problems: 3',
  })
  window.did.length = 0
  electron.notifications[0]!.emit('click')
  expect(window.did).toContain('focus')
  electron.user.looksAtWindow = true
})

test('a library that another program holds is told to the page, which goes on when it asks again', async () => {
  writeFileSync(join(program.library, 'taken'), '')
  const page = await openPage()
  await expect(page.call('abort', undefined)).rejects.toMatchObject({ code: 'ENGINE_DIED' })
  const refused = await openPage()
  await expect(refused.call('pid', undefined)).rejects.toMatchObject({ code: 'LIBRARY_IN_USE' })
  // what the desktop can do is not the engine's matter
  expect(await refused.call('host.info', undefined)).toMatchObject({ shell: 'electron' })
  rmSync(join(program.library, 'taken'))
  expect(await (await openPage()).call('pid', undefined)).toBeGreaterThan(0)
  expect(electron.user.sawErrors).toEqual([])
})

test('a restart, as every end, waits until the engine has closed its library', async () => {
  await (await openPage()).call('host.restart', undefined)
  expect(electron.asked.slice(-2)).toEqual(['relaunch', 'quit held'])
  // who starts it meanwhile gets a program that works, not a window without an engine
  window.did.length = 0
  electron.app.emit('second-instance', {}, [], '/', { folders: [program.folder] })
  expect([electron.asked.at(-1), window.did]).toEqual(['relaunch', []])
  await eventually(() => expect(electron.asked.at(-1)).toBe('quit'))
  expect(lives().at(-1)).toBe('closed')
})
