import { ipcMain, MessageChannelMain, type WebContents } from 'electron'
import type { HostContract } from '../../src-shared/contract.ts'
import { toErrorData } from '../../src-shared/errors.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { join } from './join.ts'
import { isFolder } from './launchArguments.ts'
import { isOurPage } from './security.ts'
import type { Supervisor } from './supervisor.ts'

/**
 * Gives each window that says 'lumitag-ready' a port to the engine, in 'lumitag-port'. When all it asks is answered with
 * ENGINE_DIED, it says 'lumitag-ready' again, and has a new port once the engine is back. Where there is no engine and
 * will be none, the port answers all with the reason; the next 'lumitag-ready' is another try.
 */
export function connectWindows(
  engine: Supervisor,
  hostFor: (contents: WebContents) => Handlers<HostContract>,
  openFolders: (paths: string[]) => void,
): void {
  /** what parts each window from the engine */
  const partings = new WeakMap<WebContents, () => void>()
  /** how often each window has asked: a page that was loaded again while the engine started has asked twice */
  const asked = new WeakMap<WebContents, number>()

  async function connect(contents: WebContents): Promise<void> {
    const turn = (asked.get(contents) ?? 0) + 1
    asked.set(contents, turn)
    const wire = await engine.open().catch((error: unknown) => toErrorData(error))
    const close = (): void => ('close' in wire ? wire.close() : undefined)
    try {
      // the engine may have been long in starting: the window can be gone, or the page that asked. A page takes the first
      // port that it is given, and would not hear that another one was meant for it
      if (contents.isDestroyed() || !isOurPage(contents.mainFrame) || asked.get(contents) !== turn)
        return close()
      partings.get(contents)?.()
      const { port1, port2 } = new MessageChannelMain()
      partings.set(contents, join(port1, wire, hostFor(contents)))
      contents.mainFrame.postMessage('lumitag-port', null, [port2])
    } catch (error) {
      close()
      throw error
    }
  }

  ipcMain.on('lumitag-ready', (event) => {
    // a frame that is gone needs no port
    if (isOurPage(event.senderFrame)) connect(event.sender).catch(() => {})
  })
  ipcMain.on('lumitag-dropped', (event, paths: unknown) => {
    if (!isOurPage(event.senderFrame) || !Array.isArray(paths)) return
    const folders = paths.filter((path): path is string => typeof path === 'string' && isFolder(path))
    if (folders.length > 0) openFolders(folders)
  })
}
