import { mkdir, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { startBrowserShell, type BrowserShell } from '../../src-main/shell-browser/server.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from './library.ts'

export interface TestShell {
  folder: string
  engine: Engine
  shell: BrowserShell
  host: string
  origin: string
  /** signs in once */
  token: string
}

/** The browser shell on a library of its own, with a window of one line and one photo to add. */
export async function startShell(options: { headersMs?: number } = {}): Promise<TestShell> {
  const folder = temporaryFolder()
  await drawPhotos(join(folder, 'photos'), ['a.jpg'])
  await mkdir(join(folder, 'window', 'assets'), { recursive: true })
  await writeFile(join(folder, 'window', 'index.html'), '<!doctype html><title>Lumitag</title>')
  await writeFile(join(folder, 'secret.html'), 'secret')
  const engine = await openTestEngine(join(folder, 'library'))
  const shell = await startBrowserShell({ engine, renderer: join(folder, 'window'), port: 0, ...options })
  onTestFinished(() => shell.close())
  const launch = new URL(shell.launchUrl())
  const { host, origin } = launch
  const token = new URLSearchParams(launch.hash.slice(1)).get('token')!
  return { folder, engine, shell, host, origin, token }
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}
/** A request with exactly these headers: fetch would not let us lie. A body makes it a POST unless told otherwise. */
export function ask(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Uint8Array,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(origin)
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      path,
      headers,
      method,
    })
    request.on('error', reject)
    request.on('response', (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: text }),
      )
    })
    request.end(body)
  })
}

/** Swaps the token for the cookie that later requests need. */
export async function signIn(origin: string, token: string): Promise<string> {
  const { status, headers } = await ask(origin, '/login', { Origin: origin }, JSON.stringify({ token }))
  expect(status).toBe(204)
  expect(headers['set-cookie']![0]).toMatch(/; HttpOnly; SameSite=Strict$/)
  return headers['set-cookie']![0]!.split(';')[0]!
}
