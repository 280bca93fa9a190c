import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Folders of the desktop's thumbnails, the ones nearest to ours in size first. */
const SIZES = ['x-large', 'large', 'xx-large', 'normal']
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * The thumbnail that file managers made of a file that Lumitag cannot decode, as they share it on Linux (freedesktop.org,
 * Thumbnail Managing Standard): a PNG named by the file's address, good only if it names the file's time too. Undefined
 * where there is none.
 */
export async function systemThumbnail(
  file: string,
  cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined
  const name = `${createHash('md5').update(pathToFileURL(file).href).digest('hex')}.png`
  const { mtimeMs } = await stat(file)
  for (const size of SIZES) {
    const path = join(cache, 'thumbnails', size, name)
    const made = await readFile(path)
      .then(timeIn)
      .catch(() => undefined)
    if (made === Math.floor(mtimeMs / 1000)) return path
  }
  return undefined
}

/** The time of the picture's file that a thumbnail was made of, in seconds; undefined where it does not say. */
function timeIn(png: Buffer): number | undefined {
  if (!png.subarray(0, 8).equals(PNG_SIGNATURE)) return undefined
  for (let at = 8; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const [key, value] = png.toString('latin1', at + 8, at + 8 + length).split('\0')
    if (type === 'tEXt' && key === 'Thumb::MTime') return Number(value)
    at += 12 + length
  }
  return undefined
}
