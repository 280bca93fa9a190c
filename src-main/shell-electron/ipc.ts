import { ipcMain, MessageChannelMain, type WebContents } from 'electron'
import type { HostContract } from '../../src-shared/contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { join } from './join.ts'
import { isOurPage } from './security.ts'
import type { Supervisor } from './supervisor.ts'

/**
 * Gives each window that says 'lumitag-ready' a port to the engine, in 'lumitag-port'. When all it asks is answered with
 * ENGINE_DIED, it says 'lumitag-ready' again, and has a new port once the engine is back.
 */
export function connectWindows(
  engine: Supervisor,
  hostFor: (contents: WebContents) => Handlers<HostContract>,
): void {
  /** what parts each window from the engine */
  const partings = new WeakMap<WebContents, () => void>()

  async function connect(contents: WebContents): Promise<void> {
    const wire = await engine.open()
    try {
      // the engine may have been long in starting: the window can be gone
      if (contents.isDestroyed() || !isOurPage(contents.mainFrame)) return wire.close()
      partings.get(contents)?.()
      const { port1, port2 } = new MessageChannelMain()
      partings.set(contents, join(port1, wire, hostFor(contents)))
      contents.mainFrame.postMessage('lumitag-port', null, [port2])
    } catch (error) {
      wire.close()
      throw error
    }
  }

  ipcMain.on('lumitag-ready', (event) => {
    // where there will be no engine, the supervisor has said so already; a frame that is gone needs none
    if (isOurPage(event.senderFrame)) connect(event.sender).catch(() => {})
  })
}
