import { app, BrowserWindow, crashReporter, Menu, session, shell } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import program from '../../package.json' with { type: 'json' }
import { defaultLibrary } from '../engine/libraries.ts'
import { settingsFolder } from '../engine/places.ts'
import { hostHandlers } from './host.ts'
import { createHostEvents } from './hostEvents.ts'
import { connectWindows } from './ipc.ts'
import { isFolder, launchArguments, type LaunchArguments } from './launchArguments.ts'
import { libraryHost } from './libraryHost.ts'
import { logFolder, openLog } from './log.ts'
import { menuTemplate } from './menu.ts'
import { createFolderOpener } from './openFolders.ts'
import { engineFiles, licencesFile, rendererFolder } from './paths.ts'
import { registerSchemes, serveProtocols } from './protocols.ts'
import { openRecentFolders } from './recentFolders.ts'
import { guardContents, hardenSession } from './security.ts'
import { isUnsettled, settleLibrary } from './settleLibrary.ts'
import { showWork } from './showWork.ts'
import { superviseEngine, type Supervisor } from './supervisor.ts'
import { createUpdates } from './updates.ts'
import { openWindow } from './window.ts'
import { openWords } from './words.ts'

/* Entry of the Electron main process: it owns the window and the engine's life, and does no work of its own. */

const started = launchArguments(process.argv.slice(1))
// unpackaged, the app's own folder is among the arguments
const opened = started.folders.filter((path) => path !== app.getAppPath())
const library = started.library ?? defaultLibrary()
// Electron's own files belong to the library: one running program per library, and nothing left behind elsewhere
const named = started.library !== undefined || Boolean(process.env.LUMITAG_LIBRARY)
const unsettled = !named && isUnsettled(library)
const windowFolder = join(unsettled ? settingsFolder() : library, 'window')
mkdirSync(windowFolder, { recursive: true })
app.setPath('userData', windowFolder)
app.enableSandbox()
registerSchemes()
crashReporter.start({ uploadToServer: false })

// another program has this library open: it is told which folders to open, and to come to the front
if (!app.requestSingleInstanceLock({ folders: opened })) app.quit()
else if (unsettled) settle()
else run()

/** Until there is a library to open there is no window, only dialogs. */
function settle(): void {
  openWords(join(library, 'window', 'words.json'), () => {})
  void app.whenReady().then(() => settleLibrary(library))
}

function run(): void {
  const log = openLog()
  const engine = superviseEngine({ ...engineFiles(library), version: program.version, log })
  const events = createHostEvents()
  const recent = openRecentFolders(join(windowFolder, 'recent-folders.json'))
  const folders = createFolderOpener(engine, events, recent, () => setMenu())
  openWords(join(windowFolder, 'words.json'), () => setMenu())
  const updates = createUpdates(join(windowFolder, 'updates.json'), log)

  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    log(`A process of Electron’s is gone: ${type}, ${reason} (${exitCode}).`),
  )
  app.on('second-instance', (_event, _args, _cwd, data) =>
    comeForward((data as Partial<LaunchArguments> | undefined)?.folders?.filter(isFolder)),
  )
  // macOS: "Open with", or a folder that is dropped on the icon in the dock
  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (isFolder(path)) comeForward([path])
  })
  app.on('activate', () => comeForward())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  const ending = quitInOrder(engine)

  /** To the front, with these folders. While the engine still closes its library, that is for the next start. */
  function comeForward(paths: string[] = []): void {
    if (ending.aborted) return app.relaunch({ args: [...process.argv.slice(1), ...paths] })
    showWindow(log)
    void folders.open(paths)
  }

  function setMenu(): void {
    const actions = {
      addFolder: () => void folders.choose(),
      openFolder: (path: string) => void folders.open([path]),
      clearRecent: () => {
        recent.clear()
        app.clearRecentDocuments()
        setMenu()
      },
      showLibrary: () => void shell.openPath(library),
      chooseLibrary: () => events.tell({ kind: 'show-library' }),
      showKeys: () => events.tell({ kind: 'show-keys' }),
      showLogs: () => void shell.openPath(logFolder()),
      showCrashReports: () => void shell.openPath(app.getPath('crashDumps')),
      showLicences: () => void shell.openPath(licencesFile()),
      checkForUpdates: updates && (() => void updates.ask()),
    }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, recent.list())))
  }

  void app.whenReady().then(() => {
    hardenSession(session.defaultSession)
    serveProtocols(
      session.defaultSession.protocol,
      rendererFolder,
      (kind, id) => engine.ask('mediaFile', { kind, id }),
      {
        place: () => engine.ask('placeDropped', undefined),
        accept: (id) => engine.ask('acceptDropped', { id }),
        forget: (id) => engine.ask('forgetDropped', { id }),
      },
      (id) => engine.ask('photoFile', { id }),
    )
    connectWindows(
      engine,
      (contents) => {
        const window = BrowserWindow.fromWebContents(contents)
        return hostHandlers(engine, window, events, libraryHost(library, named, window))
      },
      (paths) => void folders.open(paths),
    )
    setMenu()
    openWindow(log)
    void folders.open(opened)
    void showWork({ engine, showWindow: () => showWindow(log), signal: ending })
    void updates?.askIfDue()
  })
}

/** Brings the window to the front, or opens it again. */
function showWindow(log: (text: string) => void): void {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) {
    if (app.isReady()) openWindow(log)
    return
  }
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Holds the end of the program until the engine has closed its library. The signal tells that the end has begun. */
function quitInOrder(engine: Supervisor): AbortSignal {
  const ending = new AbortController()
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    ending.abort()
    void engine.stop().finally(() => {
      stopped = true
      app.quit()
    })
  })
  return ending.signal
}
