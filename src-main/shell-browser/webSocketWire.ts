import type { WebSocket } from 'ws'
import type { Wire } from '../../src-shared/port.ts'

/** The RPC's wire over a WebSocket: JSON, one message a frame. What is no JSON ends the connection. */
export function webSocketWire(socket: WebSocket): Wire {
  return {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
    },
    onMessage: (listener) =>
      void socket.on('message', (data: Buffer, isBinary: boolean) => {
        let message: unknown
        try {
          if (isBinary) throw new SyntaxError('binary')
          message = JSON.parse(data.toString('utf8'))
        } catch {
          socket.close(1003, 'JSON only')
          return
        }
        listener(message)
      }),
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(),
  }
}
