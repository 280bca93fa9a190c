import { app, BrowserWindow, dialog, nativeTheme } from 'electron'
import { preloadFile } from './paths.ts'
import { APP_ORIGIN } from './security.ts'
import { say } from './words.ts'

/** Opens the window; it appears once there is something to see. */
export function openWindow(log: (text: string) => void): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Lumitag',
    name: 'main',
    windowStatePersistence: true,
    width: 1280,
    height: 820,
    minWidth: 640,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181a' : '#ffffff',
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      // its dictionaries would be downloaded
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`The window's process is gone: ${reason}.`)
    if (reason !== 'clean-exit') void offerReload(window)
  })
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}

async function offerReload(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: say('The window stopped working.'),
    detail: say('Your library is safe, and work in the background goes on.'),
    buttons: [say('Reload'), say('Quit')],
  })
  if (response === 0) window.reload()
  else app.quit()
}
