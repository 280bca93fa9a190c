import { shell, type DownloadItem, type Session, type WebContents, type WebFrameMain } from 'electron'

/* What the window may do: show the app, and nothing else. Electron's security checklist, points 4 to 17. */

export const APP_ORIGIN = 'app://ui'

/** Pages that may be opened in the user's browser. */
const OPENABLE_HOSTS = new Set(['huggingface.co', 'github.com'])

/** True for the top frame of our own page: the only sender that is listened to. A frame that is gone is null. */
export function isOurPage(frame: WebFrameMain | null): frame is WebFrameMain {
  return frame !== null && frame.parent === null && frame.origin === APP_ORIGIN
}

/** Opens a page in the user's browser, if it is https and on the list. */
export function openExternal(address: string): void {
  const url = URL.parse(address)
  if (url?.protocol === 'https:' && OPENABLE_HOSTS.has(url.host)) void shell.openExternal(url.href)
}

/** A photo may fill the screen, and a slideshow keep it awake. */
const ALLOWED: ReadonlySet<string> = new Set(['fullscreen', 'screen-wake-lock'])

/** Labels and rules that the page hands out as a file; Electron asks the user where to keep it. */
const isOwnFile = (item: DownloadItem): boolean =>
  item.getURL().startsWith(`blob:${APP_ORIGIN}/`) && item.getFilename().endsWith('.json')

/** No other permission; no device, no download, no network. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED.has(permission))
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => {
    if (!isOwnFile(item)) event.preventDefault()
  })
  const urls = ['http', 'https', 'ws', 'wss', 'ftp'].map((scheme) => `${scheme}://*/*`)
  session.webRequest.onBeforeRequest({ urls }, (_details, answer) => answer({ cancel: true }))
}

/** No navigation away from the app, no second window, no webview. */
export function guardContents(contents: WebContents): void {
  const stay = (event: { url: string; preventDefault(): void }): void => {
    // not URL.origin: Node knows no origin for schemes of our own
    const url = URL.parse(event.url)
    if (`${url?.protocol}//${url?.host}` !== APP_ORIGIN) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url)
    return { action: 'deny' }
  })
}
