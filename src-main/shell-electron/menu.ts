import type { MenuItemConstructorOptions } from 'electron'
import { say } from './words.ts'

export interface MenuActions {
  addFolder(): void
  openFolder(path: string): void
  clearRecent(): void
  showLibrary(): void
  chooseLibrary(): void
  showKeys(): void
  showLogs(): void
  showCrashReports(): void
  showLicences(): void
  /** undefined where the package does not know where to ask */
  checkForUpdates: (() => void) | undefined
}

/** The application's menu; roles get words of their own, as Electron's are English. What acts on the photos in view (export, tags) is in the window. */
export function menuTemplate(
  actions: MenuActions,
  recent: readonly string[],
  platform = process.platform,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const { checkForUpdates } = actions
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: say('&File'),
      submenu: [
        { label: say('Add &Folder…'), accelerator: 'CmdOrCtrl+O', click: actions.addFolder },
        {
          label: say('Open &Recent'),
          enabled: recent.length > 0,
          submenu: [
            ...recent.map((path) => ({
              // & is the sign before the letter of a shortcut
              label: path.replaceAll('&', '&&'),
              click: () => actions.openFolder(path),
            })),
            { type: 'separator' },
            { label: say('&Clear'), click: actions.clearRecent },
          ],
        },
        { label: say('Show &Library Folder'), click: actions.showLibrary },
        { label: say('Another Li&brary…'), click: actions.chooseLibrary },
        { type: 'separator' },
        mac ? { role: 'close', label: say('&Close Window') } : { role: 'quit', label: say('&Quit') },
      ],
    },
    {
      label: say('&Edit'),
      submenu: [
        { role: 'undo', label: say('&Undo') },
        { role: 'redo', label: say('&Redo') },
        { type: 'separator' },
        { role: 'cut', label: say('Cu&t') },
        { role: 'copy', label: say('&Copy') },
        { role: 'paste', label: say('&Paste') },
        { role: 'selectAll', label: say('Select &All') },
      ],
    },
    {
      label: say('&View'),
      submenu: [
        { role: 'reload', label: say('&Reload') },
        { role: 'resetZoom', label: say('&Actual Size') },
        { role: 'zoomIn', label: say('Zoom &In') },
        { role: 'zoomOut', label: say('Zoom &Out') },
        { type: 'separator' },
        { role: 'togglefullscreen', label: say('&Full Screen') },
        { role: 'toggleDevTools', label: say('&Developer Tools') },
      ],
    },
    {
      role: 'window',
      label: say('&Window'),
      submenu: [
        { role: 'minimize', label: say('&Minimize') },
        ...(mac ? [] : [{ role: 'close', label: say('&Close Window') } as const]),
      ],
    },
    {
      role: 'help',
      label: say('&Help'),
      submenu: [
        { label: say('&Keyboard Shortcuts'), click: actions.showKeys },
        ...(checkForUpdates ? [{ label: say('Check for &Updates…'), click: checkForUpdates }] : []),
        { type: 'separator' },
        { label: say('Show &Logs'), click: actions.showLogs },
        { label: say('Show &Crash Reports'), click: actions.showCrashReports },
        { label: say('L&icences'), click: actions.showLicences },
        ...(mac ? [] : [{ role: 'about', label: say('&About Lumitag') } as const]),
      ],
    },
  ]
}
