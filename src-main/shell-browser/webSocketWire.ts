import type { WebSocket } from 'ws'
import type { Wire } from '../../src-shared/port.ts'

/** The index of a library of 1,000,000 photos takes 20 MB. */
const MAX_WAITING_BYTES = 200_000_000

/**
 * The RPC's wire over a WebSocket: JSON, one message a frame. What is no JSON ends the connection, and so does a reader
 * who asks and asks and takes nothing.
 */
export function webSocketWire(socket: WebSocket, maxWaitingBytes = MAX_WAITING_BYTES): Wire {
  return {
    send: (message) => {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > maxWaitingBytes) return socket.terminate()
      socket.send(JSON.stringify(message))
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
