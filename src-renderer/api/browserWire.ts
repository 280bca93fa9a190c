import type { Wire } from '../../src-shared/port.ts'

/** The link that opened this tab carries a token that works once: it is swapped for a cookie and taken off the address. */
export async function signIn(): Promise<'signed in' | 'no token' | 'refused'> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return 'no token'
  history.replaceState(history.state, '', location.pathname)
  const response = await fetch('/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  return response.ok ? 'signed in' : 'refused'
}

/** A WebSocket to the shell, JSON in text messages. Rejects if it cannot be opened (no cookie, or nobody there). */
export function openBrowserWire(): Promise<Wire> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const socket = new WebSocket(`${scheme}://${location.host}/rpc`)
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socketWire(socket)), { once: true })
    socket.addEventListener('close', () => reject(new Error('The connection could not be opened.')), {
      once: true,
    })
  })
}

function socketWire(socket: WebSocket): Wire {
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
    },
    onMessage: (listener) =>
      socket.addEventListener('message', (event) => listener(JSON.parse(String(event.data)) as unknown)),
    onClose: (listener) => socket.addEventListener('close', () => listener()),
    close: () => socket.close(),
  }
}
