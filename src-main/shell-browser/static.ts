import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** What the window may load: itself, and pictures. Set on every page (ELECTRON.md section 4). */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ')

export interface StaticFile {
  body: Buffer
  type: string
  /** hashed names never change their content */
  immutable: boolean
}

/** A file of the built window by its address; undefined if there is none. Never leaves the folder. */
export async function staticFile(folder: string, pathname: string): Promise<StaticFile | undefined> {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  const file = normalize(join(folder, decoded === '/' ? 'index.html' : decoded))
  const type = TYPES[extname(file)]
  if (!type || decoded.includes('\0') || !file.startsWith(folder + sep)) return undefined
  const body = await readFile(file).catch(() => undefined)
  return body && { body, type, immutable: decoded.startsWith('/assets/') }
}
