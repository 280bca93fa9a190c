import { readFileSync } from 'node:fs'

interface Entry {
  files?: Record<string, Entry>
  size?: number
  offset?: string
  unpacked?: boolean
}

/** The files in an archive of Electron's, but for those that lie beside it, by their paths. */
export function readAsar(file: string): Map<string, Buffer> {
  const archive = readFileSync(file)
  const start = 8 + archive.readUInt32LE(4)
  const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Entry
  const found = new Map<string, Buffer>()
  const walk = (entry: Entry, path: string): void => {
    for (const [name, one] of Object.entries(entry.files ?? {})) walk(one, path ? `${path}/${name}` : name)
    if (entry.files || entry.unpacked || entry.offset === undefined) return
    const at = start + Number(entry.offset)
    found.set(path, archive.subarray(at, at + entry.size!))
  }
  walk(header, '')
  return found
}

/** An archive with nothing in it. */
export function emptyAsar(): Buffer {
  const header = '{"files":{}}'
  const numbers = Buffer.alloc(16)
  for (const [at, value] of [4, header.length + 8, header.length + 4, header.length].entries())
    numbers.writeUInt32LE(value, at * 4)
  return Buffer.concat([numbers, Buffer.from(header)])
}
