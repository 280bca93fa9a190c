import type { MenuItemConstructorOptions } from 'electron'

export interface MenuActions {
  addFolder(): void
  openFolder(path: string): void
  clearRecent(): void
  showLibrary(): void
  showKeys(): void
  showLogs(): void
  showCrashReports(): void
  showLicences(): void
  /** undefined where the package does not know where to ask */
  checkForUpdates: (() => void) | undefined
}

/** The application's menu. What acts on the photos in view (export, tags) is in the window. */
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
      label: '&File',
      submenu: [
        { label: 'Add &Folder…', accelerator: 'CmdOrCtrl+O', click: actions.addFolder },
        {
          label: 'Open &Recent',
          enabled: recent.length > 0,
          submenu: [
            ...recent.map((path) => ({
              // & is the sign before the letter of a shortcut
              label: path.replaceAll('&', '&&'),
              click: () => actions.openFolder(path),
            })),
            { type: 'separator' },
            { label: '&Clear', click: actions.clearRecent },
          ],
        },
        { label: 'Show &Library Folder', click: actions.showLibrary },
        { type: 'separator' },
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: '&Keyboard Shortcuts', click: actions.showKeys },
        ...(checkForUpdates ? [{ label: 'Check for &Updates…', click: checkForUpdates }] : []),
        { type: 'separator' },
        { label: 'Show &Logs', click: actions.showLogs },
        { label: 'Show &Crash Reports', click: actions.showCrashReports },
        { label: 'L&icences', click: actions.showLicences },
        ...(mac ? [] : [{ role: 'about' } as const]),
      ],
    },
  ]
}
