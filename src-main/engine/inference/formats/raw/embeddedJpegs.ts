/** A JPEG picture somewhere in a file. */
export interface EmbeddedJpeg {
  start: number
  width: number
  height: number
}

const START = Buffer.from('ffd8ff', 'hex')
const END = Buffer.from('ffd9', 'hex')
/** More are chance, or an attack. */
const MOST = 1000
const MOST_SEGMENTS = 500

const SCAN = 0xda
/** baseline, extended, progressive; sensors' own data is lossless, and not meant for eyes */
const FRAMES = [0xc0, 0xc1, 0xc2]
const LOSSLESS = 0xc3

/**
 * Every JPEG in a file, by its bytes: camera RAW files keep their previews in many places, some of them known to their
 * makers only, but all as whole JPEGs. That rubbish has a valid header by chance does not happen.
 */
export function embeddedJpegs(file: Buffer): EmbeddedJpeg[] {
  const found: EmbeddedJpeg[] = []
  let tries = 0
  for (let at = file.indexOf(START); at >= 0 && tries < MOST; at = file.indexOf(START, at + 1)) {
    tries++
    const frame = frameOf(file, at)
    if (frame && FRAMES.includes(frame.marker) && frame.bits === 8) found.push({ start: at, ...frame })
  }
  return found
}

/** A JPEG's bytes: its end mark is the first one behind the beginning of its scan. */
export function jpegAt(file: Buffer, start: number): Buffer {
  const scan = segments(file, start).find(({ marker }) => marker === SCAN)
  const end = file.indexOf(END, scan?.at ?? start)
  return file.subarray(start, end < 0 ? undefined : end + END.length)
}

interface Frame {
  marker: number
  bits: number
  width: number
  height: number
}

/** What the header of a JPEG's picture says. */
export function frameOf(file: Buffer, start: number): Frame | undefined {
  const found = segments(file, start).find(({ marker }) => marker === LOSSLESS || FRAMES.includes(marker))
  if (!found || found.at + 10 > file.length) return undefined
  const { marker, at } = found
  return { marker, bits: file[at + 4]!, height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) }
}

export const isLosslessJpeg = (file: Buffer): boolean => frameOf(file, 0)?.marker === LOSSLESS

/** The segments of a JPEG's header, up to its first scan. */
export function* segments(
  file: Buffer,
  start: number,
): Generator<{ marker: number; at: number; end: number }> {
  let at = start + 2
  for (let i = 0; i < MOST_SEGMENTS && at + 4 <= file.length && file[at] === 0xff; i++) {
    const marker = file[at + 1]!
    // a marker may be preceded by any number of ff
    if (marker === 0xff) {
      at++
      continue
    }
    const end = at + 2 + file.readUInt16BE(at + 2)
    yield { marker, at, end }
    if (marker === SCAN) return
    at = end
  }
}
