import type { Wire } from '../../src-shared/port.ts'

/** Asks the preload script for a port to the engine; it answers with one message that carries the port. */
export function openElectronWire(): Promise<Wire> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent): void => {
      const port = event.ports[0]
      if (event.source !== window || event.data !== 'lumitag-port' || !port) return
      window.removeEventListener('message', onMessage)
      resolve(portWire(port))
    }
    window.addEventListener('message', onMessage)
    window.postMessage('lumitag-ready', '*')
  })
}

function portWire(port: MessagePort): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      port.addEventListener('message', (event) => listener(event.data))
      port.start()
    },
    onClose: (listener) => port.addEventListener('close', () => listener()),
    close: () => port.close(),
  }
}
