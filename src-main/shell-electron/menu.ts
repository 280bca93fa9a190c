import type { MenuItemConstructorOptions } from 'electron'

export interface MenuActions {
  addFolder(): void
  showLog(): void
  showLibrary(): void
}

/** The application's menu. What acts on the photos in view (export, tags) is in the window. */
export function menuTemplate(
  actions: MenuActions,
  platform = process.platform,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Add &Folder…', accelerator: 'CmdOrCtrl+O', click: actions.addFolder },
        { label: 'Show &Library Folder', click: actions.showLibrary },
        { type: 'separator' },
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
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
      submenu: [{ label: 'Show &Log', click: actions.showLog }, ...(mac ? [] : [{ role: 'about' } as const])],
    },
  ]
}
