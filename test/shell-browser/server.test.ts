import { once } from 'node:events'
import { rm, symlink } from 'node:fs/promises'
import { connect as connectTo, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { webSocketWire } from '../../src-main/shell-browser/webSocketWire.ts'
import type { ShellContract } from '../../src-shared/contract.ts'
import { connect } from '../../src-shared/rpcClient.ts'
import { ask, signIn, startShell } from '../support/browserShell.ts'

/** The status of a WebSocket handshake: 101, or what it was refused with. */
function handshake(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers })
    socket.on('open', () => resolve(101)).on('open', () => socket.close())
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => {})
  })
}

test('the launch address signs in once; then calls and pictures work', async () => {
  const { folder, engine, origin, host, token } = await startShell()
  const cookie = await signIn(origin, token)
  expect((await ask(origin, '/login', { Origin: origin }, JSON.stringify({ token }))).status).toBe(401)

  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { Cookie: cookie, Origin: origin } })
  await new Promise((resolve) => socket.once('open', resolve))
  const client = connect<ShellContract>(webSocketWire(socket))
  await client.call('roots.add', { path: join(folder, 'photos') })
  await engine.idle()
  const { ids } = await client.call('photos.index', { source: { kind: 'all' } })
  expect(await client.call('host.info', undefined)).toMatchObject({ shell: 'browser' })
  await expect(client.call('host.pickFolder', undefined)).rejects.toMatchObject({ code: 'HOST_CANNOT' })
  expect(await client.call('host.folders', { path: folder })).toMatchObject({
    folders: ['library', 'photos', 'window'],
  })
  // what the engine would read comes through
  const text = ' '.repeat(9_000_000)
  await expect(client.call('labels.importPack', { text })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  client.close()

  const thumbnail = await ask(origin, `/media/thumb/${ids[0]}?v=1`, { Cookie: cookie })
  expect(thumbnail).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } })
  const etag = thumbnail.headers.etag!
  expect(
    (await ask(origin, `/media/thumb/${ids[0]}`, { Cookie: cookie, 'If-None-Match': etag })).status,
  ).toBe(304)
})

test('the window comes with a content security policy, and nothing outside its folder is served', async () => {
  const { origin } = await startShell()
  const page = await ask(origin, '/')
  expect(page.status).toBe(200)
  expect(page.headers['content-security-policy']).toContain("require-trusted-types-for 'script'")
  expect(page.headers).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' })
  expect(page.headers['access-control-allow-origin']).toBeUndefined()
  for (const path of [
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/%2e%2e%2fsecret.html',
    '/%252e%252e%252fsecret.html',
    '/..%5csecret.html',
    '/..\\secret.html',
    '/....//secret.html',
    '/assets/../../secret.html',
    '/assets/..%2f..%2fsecret.html',
    '//secret.html',
    '/%2fetc%2fpasswd',
    `${origin}/../secret.html`,
    'http://evil.example/index.html',
    '/index.html%00.js',
    '/%00',
    '/%',
    '/assets',
    '/media/../secret.html',
  ])
    expect([path, (await ask(origin, path)).status]).toEqual([path, path.startsWith('/media/') ? 401 : 404])
})

test('pictures are asked for by id alone, with nothing but GET and HEAD, and none from outside a folder', async () => {
  const { folder, engine, origin, token } = await startShell()
  const Cookie = await signIn(origin, token)
  await engine.call('roots.add', { path: join(folder, 'photos') })
  await engine.idle()
  const { id } = await engine.call('photos.locate', { path: join(folder, 'photos', 'a.jpg') })
  const status = async (path: string, method?: string): Promise<number> =>
    (await ask(origin, path, { Cookie, Origin: origin }, undefined, method)).status
  expect(await status(`/media/full/${id}`)).toBe(200)
  for (const path of [
    '..%2f..%2fsecret.html',
    '../../secret.html',
    '%2fetc%2fpasswd',
    `${id}%00`,
    '1e0',
    '-1',
    '',
  ])
    expect([path, await status(`/media/full/${path}`)]).toEqual([path, 404])
  for (const [path, method] of [
    [`/media/full/${id}`, 'DELETE'],
    [`/media/full/${id}`, 'PUT'],
    ['/', 'POST'],
    ['/', 'OPTIONS'],
    ['/login', 'GET'],
    ['/drop', 'PUT'],
  ] as const)
    expect([path, method, await status(path, method)]).toEqual([path, method, 405])

  await rm(join(folder, 'photos', 'a.jpg'))
  await symlink(join(folder, 'secret.html'), join(folder, 'photos', 'a.jpg'))
  const outside = await ask(origin, `/media/full/${id}`, { Cookie })
  expect(outside).toMatchObject({
    status: 404,
    headers: { 'content-security-policy': "default-src 'none'; sandbox" },
  })
  expect(outside.body).not.toContain('secret')
  expect(() => engine.photoFile(id)).toThrow(/a link that leads out of its folder/)
})

test('who is slow, or many, holds up nobody else', async () => {
  const { origin, host, token } = await startShell({ headersMs: 200 })
  const { port } = new URL(origin)
  const headers = { Cookie: await signIn(origin, token), Origin: origin }
  const sockets: Socket[] = []
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()))
  const dial = (words: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connectTo(Number(port), '127.0.0.1', () => socket.write(words))
      sockets.push(socket)
      let answer = ''
      socket.on('data', (data) => (answer += data.toString()))
      socket.on('error', () => {})
      socket.on('close', () => resolve(answer))
    })
  // neither who begins a request and does not go on, nor who says nothing, keeps its connection
  expect(await dial('GET / HTTP/1.1\r\nHost: 127')).toMatch(/^HTTP\/1.1 408/)
  await dial('')
  expect(await dial(`GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 431/,
  )
  expect(await dial('nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400/)

  const crowd = Array.from({ length: 150 }, () => dial(''))
  await Promise.all(crowd)
  expect((await ask(origin, '/')).status).toBe(200)

  const windows = Array.from({ length: 20 }, () => new WebSocket(`ws://${host}/rpc`, { headers }))
  await Promise.all(windows.map((window) => new Promise((resolve) => window.once('open', resolve))))
  expect(await handshake(`ws://${host}/rpc`, headers)).toBe(503)
  windows[0]!.close()
  await expect.poll(() => handshake(`ws://${host}/rpc`, headers)).toBe(101)
  for (const window of windows) window.close()
})

test('a window that asks and takes no answer is cut off', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  onTestFinished(() => server.close())
  const cutOff = new Promise<void>((resolve) =>
    server.on('connection', (socket) => {
      const wire = webSocketWire(socket, 1_000_000)
      wire.onClose(resolve)
      const flood = (): void => {
        wire.send('x'.repeat(100_000))
        if (socket.readyState === socket.OPEN) setImmediate(flood)
      }
      flood()
    }),
  )
  const reader = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  reader.on('open', () => reader.pause()).on('error', () => {})
  await cutOff
  reader.terminate()
})

test('a page from elsewhere gets nothing: wrong host, wrong origin, no cookie, another site', async () => {
  const { origin, host, token } = await startShell()
  const { port } = new URL(origin)
  const cookie = await signIn(origin, token)
  // DNS rebinding: the browser believes that evil.example is this computer
  expect((await ask(origin, '/', { Host: `evil.example:${port}` })).status).toBe(421)
  expect((await ask(origin, '/', { Host: `127.0.0.1.evil.example:${port}` })).status).toBe(421)
  for (const Host of [
    'localhost.evil.example',
    '127.0.0.1',
    `127.0.0.1:${port}.evil.example`,
    `0.0.0.0:${port}`,
    `[::1]:${port}`,
  ])
    expect([Host, (await ask(origin, '/', { Host })).status]).toEqual([Host, 421])
  expect((await ask(origin, '/', { Host: `localhost:${port}` })).status).toBe(200)
  expect((await ask(origin, '/media/thumb/1')).status).toBe(401)
  expect((await ask(origin, '/media/thumb/1', { Cookie: cookie.toUpperCase() })).status).toBe(401)
  expect((await ask(origin, '/', { 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
  expect(
    (await ask(origin, '/media/thumb/1', { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' })).status,
  ).toBe(403)
  expect((await ask(origin, '/login', { Origin: 'http://evil.example' }, '{}')).status).toBe(403)
  expect((await ask(origin, '/login', {}, '{}')).status).toBe(403)
  expect(
    (await ask(origin, '/login', { Origin: origin }, JSON.stringify({ token: 'x'.repeat(5000) }))).status,
  ).toBe(401)

  const rpc = `ws://${host}/rpc`
  expect(await handshake(rpc, { Cookie: cookie, Origin: origin })).toBe(101)
  expect(await handshake(rpc, { Cookie: cookie, Origin: 'http://evil.example' })).toBe(403)
  expect(await handshake(rpc, { Cookie: cookie, Origin: 'null' })).toBe(403)
  expect(await handshake(rpc, { Cookie: cookie, Origin: `http://localhost:${port}` })).toBe(403)
  expect(await handshake(rpc, { Cookie: cookie, Origin: origin, Host: `evil.example:${port}` })).toBe(421)
  expect(await handshake(rpc, { Cookie: cookie, Origin: origin, 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
  expect(await handshake(rpc, { Cookie: cookie })).toBe(403)
  expect(await handshake(rpc, { Origin: origin })).toBe(401)
  expect(await handshake(`ws://${host}/other`, { Cookie: cookie, Origin: origin })).toBe(404)
})

test('what is no message, or too large, closes the connection and nothing else', async () => {
  const { origin, host, token } = await startShell()
  const headers = { Cookie: await signIn(origin, token), Origin: origin }
  for (const message of ['not json', 'x'.repeat(33 * 1024 * 1024)]) {
    const socket = new WebSocket(`ws://${host}/rpc`, { headers })
    socket.on('error', () => {})
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(message)
    const code = await new Promise((resolve) => socket.once('close', resolve))
    expect([1003, 1009]).toContain(code)
  }
  expect((await ask(origin, '/')).status).toBe(200)
})

test('a browser that goes away in the middle of pictures harms nothing', async () => {
  const { folder, engine, origin, token } = await startShell()
  // large enough to be under way for a while
  const pixels = Buffer.from(Array.from({ length: 2000 * 2000 * 3 }, (_, index) => (index * 7919) % 251))
  await sharp(pixels, { raw: { width: 2000, height: 2000, channels: 3 } })
    .png()
    .toFile(join(folder, 'photos', 'big.png'))
  const cookie = await signIn(origin, token)
  await engine.call('roots.add', { path: join(folder, 'photos') })
  await engine.idle()
  const { id } = await engine.call('photos.locate', { path: join(folder, 'photos', 'big.png') })
  const failures: unknown[] = []
  const note = (error: unknown): void => void failures.push(error)
  process.on('uncaughtException', note).on('unhandledRejection', note)
  onTestFinished(() => void process.off('uncaughtException', note).off('unhandledRejection', note))
  for (let round = 0; round < 40; round++) {
    const stop = new AbortController()
    const path = `${origin}/media/${round % 2 ? 'full' : 'thumb'}/${id}`
    const asked = fetch(path, { headers: { Cookie: cookie }, signal: stop.signal }).then((answer) =>
      answer.body?.getReader().read(),
    )
    setTimeout(() => stop.abort(), round % 10)
    await asked.catch(() => {})
  }
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(failures).toEqual([])
  expect((await ask(origin, `/media/full/${id}`, { Cookie: cookie })).status).toBe(200)
})
