import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { WebSocketServer } from 'ws'
import { contentSecurityPolicy } from '../../src-shared/windowFiles.ts'
import { shellContract } from '../../src-shared/contract.ts'
import { LumitagError } from '../../src-shared/errors.ts'
import { serve } from '../../src-shared/rpcServer.ts'
import { receivePhoto } from '../engine/classify/receivePhoto.ts'
import type { Engine } from '../engine/engine.ts'
import { browserHost } from './host.ts'
import { createSession } from './session.ts'
import { staticFile } from './static.ts'
import { webSocketWire } from './webSocketWire.ts'

/** Larger messages close the connection: the text of a file that is imported is 10 million characters at most. */
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024
const MAX_LOGIN_BYTES = 1024
/** A browser needs a handful for all its tabs; whoever opens more than this is no browser. */
const MAX_CONNECTIONS = 100
const MAX_WINDOWS = 20
/** Time for the whole of a request; for a photo that is dropped too. */
const REQUEST_MS = 60_000
/** Time for its first lines: who takes longer only holds a connection. */
const HEADERS_MS = 10_000

export interface BrowserShellOptions {
  engine: Engine
  /** folder of the built window */
  renderer: string
  /** 0 = any free one */
  port: number
  log?: (message: string) => void
  headersMs?: number
}

export interface BrowserShell {
  /** A fresh address that signs one browser in, once. */
  launchUrl(): string
  close(): Promise<void>
}

const SECURITY_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

/** The whole app on http://127.0.0.1: window, RPC over a WebSocket, pictures. Reachable from this computer only. */
export async function startBrowserShell({
  engine,
  renderer,
  port,
  log,
  headersMs = HEADERS_MS,
}: BrowserShellOptions): Promise<BrowserShell> {
  const session = createSession(() => (server.address() as AddressInfo).port)
  const handlers = { ...engine.handlers, ...browserHost(engine) }
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  })

  const limits = {
    headersTimeout: headersMs,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: Math.min(1000, headersMs),
  }
  const server = createServer(limits, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log?.(`request failed: ${String(error)}`)
      if (!response.headersSent) response.writeHead(500)
      response.destroy()
    })
  })
  server.maxConnections = MAX_CONNECTIONS
  server.on('upgrade', (request, socket, head) => {
    // whoever hangs up in the middle harms nobody else
    socket.on('error', () => socket.destroy())
    const refused =
      session.refuse(request, { cookie: true, origin: true }) ??
      (pathOf(request) === '/rpc' ? undefined : 404) ??
      (sockets.clients.size < MAX_WINDOWS ? undefined : 503)
    if (refused !== undefined) {
      socket.end(`HTTP/1.1 ${refused} Refused\r\nConnection: close\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => log?.(`connection: ${error.message}`))
      serve(webSocketWire(webSocket), shellContract, handlers, {
        onInternalError: (name, error) =>
          log?.(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`),
      })
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    const path = pathOf(request)
    const isLogin = path === '/login'
    const isDrop = path === '/drop'
    const isMedia = path.startsWith('/media/')
    const refused = session.refuse(request, { cookie: isMedia || isDrop, origin: isLogin || isDrop })
    if (refused !== undefined) return void response.writeHead(refused).end()
    if (isLogin) return login(request, response)
    if (isDrop) return drop(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end()
    if (isMedia) return media(request, response)
    const file = await staticFile(renderer, path)
    if (!file) return void response.writeHead(404).end()
    response.writeHead(200, {
      'Content-Type': file.type,
      'Content-Length': file.body.length,
      'Content-Security-Policy': contentSecurityPolicy(),
      'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
    })
    response.end(request.method === 'HEAD' ? undefined : file.body)
  }

  /** Swaps the one-time token for the session's cookie. */
  async function login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const token = tokenOf(await bodyOf(request, MAX_LOGIN_BYTES))
    const cookie = token === undefined ? undefined : session.redeem(token)
    if (cookie === undefined) return void response.writeHead(401).end()
    response.writeHead(204, { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' }).end()
  }

  /** A photo that was dropped into the window, as it is. */
  async function drop(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const declared = request.headers['content-length']
    // the connection outlives the reader: whoever sent too much is still told so
    const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
    const { status, answer } = await receivePhoto(body, declared ? Number(declared) : null, engine.dropped)
    const close = request.complete ? {} : { Connection: 'close' }
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...close })
    response.end(JSON.stringify(answer))
  }

  async function media(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = await engine.media(
      new Request(`http://127.0.0.1${request.url}`, {
        method: request.method!,
        headers: request.headers['if-none-match']
          ? { 'If-None-Match': request.headers['if-none-match'] }
          : {},
      }),
    )
    response.writeHead(found.status, Object.fromEntries(found.headers))
    if (!found.body) return void response.end()
    // a reader who goes away in the middle is no error
    await pipeline(Readable.fromWeb(found.body as ReadableStream), response).catch(() => {})
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new LumitagError('BAD_INPUT', `Port ${port} is taken. Leave --port out, and a free one is found.`)
          : error,
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })

  return {
    launchUrl: () =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/#token=${session.issueToken()}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const pathOf = ({ url }: IncomingMessage): string => (url ?? '/').split('?')[0]!

async function bodyOf(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limit) return ''
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function tokenOf(body: string): string | undefined {
  try {
    const { token } = JSON.parse(body) as { token?: unknown }
    return typeof token === 'string' ? token : undefined
  } catch {
    return undefined
  }
}
