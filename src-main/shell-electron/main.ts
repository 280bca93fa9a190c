import { app, BrowserWindow, crashReporter, dialog, Menu, session, shell } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { addFolder } from './addFolder.ts'
import { hostHandlers } from './host.ts'
import { connectWindows } from './ipc.ts'
import { logFile, openLog } from './log.ts'
import { menuTemplate } from './menu.ts'
import { engineFiles, libraryFolder, rendererFolder } from './paths.ts'
import { registerSchemes, serveProtocols } from './protocols.ts'
import { guardContents, hardenSession } from './security.ts'
import { superviseEngine, type Supervisor } from './supervisor.ts'
import { openWindow } from './window.ts'

/* Entry of the Electron main process: it owns the window and the engine's life, and does no work of its own. */

const library = libraryFolder(process.argv.slice(1))
// Electron's own files belong to the library: one running program per library, and nothing left behind elsewhere
mkdirSync(join(library, 'window'), { recursive: true })
app.setPath('userData', join(library, 'window'))
app.enableSandbox()
registerSchemes()
crashReporter.start({ uploadToServer: false })

// another program has this library open: it was told to come to the front
if (app.requestSingleInstanceLock()) run()
else app.quit()

function run(): void {
  const log = openLog()
  const engine = superviseEngine({
    ...engineFiles(library),
    log,
    onFailure: (error) =>
      void app.whenReady().then(() => {
        dialog.showErrorBox('Lumitag cannot open its library', error.message)
        app.quit()
      }),
  })

  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  app.on('second-instance', () => showWindow(log))
  app.on('activate', () => showWindow(log))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  quitInOrder(engine)

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
    )
    connectWindows(engine, (contents) => hostHandlers(engine, BrowserWindow.fromWebContents(contents)))
    const template = menuTemplate({
      addFolder: () => void addFolder(engine),
      showLog: () => void shell.openPath(logFile()),
      showLibrary: () => void shell.openPath(library),
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
    openWindow(log)
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

/** Holds the end of the program until the engine has closed its library. */
function quitInOrder(engine: Supervisor): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void engine.stop().finally(() => {
      stopped = true
      app.quit()
    })
  })
}
