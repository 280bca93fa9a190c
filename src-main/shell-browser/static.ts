import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { windowFileTypes } from '../../src-shared/windowFiles.ts'

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
  const type = windowFileTypes[extname(file)]
  if (!type || decoded.includes('\0') || !file.startsWith(folder + sep)) return undefined
  const body = await readFile(file).catch(() => undefined)
  return body && { body, type, immutable: decoded.startsWith('/assets/') }
}
