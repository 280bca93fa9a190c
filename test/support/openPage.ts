import { expect } from 'vitest'
import type { Wire } from '../../src-shared/port.ts'
import type { BrowserWindow, MessagePortMain } from './electronDouble.ts'
import { eventually } from './eventually.ts'
import { electron } from './launchMain.ts'

/** A page's end of a port of the double. */
export function wireOf(port: MessagePortMain): Wire {
  const wire: Wire = {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }
  port.start()
  return wire
}

/** The page of a window says that it is ready, and is given a port. */
export async function openPort(window: BrowserWindow): Promise<Wire> {
  const { mainFrame } = window.webContents
  const before = mainFrame.sent.length
  electron.ipcMain.emit('lumitag-ready', { sender: window.webContents, senderFrame: mainFrame })
  const sent = await eventually(() => {
    expect(mainFrame.sent.length).toBe(before + 1)
    return mainFrame.sent[before]!
  })
  expect([sent.channel, sent.ports.length]).toEqual(['lumitag-port', 1])
  return wireOf(sent.ports[0]!)
}
