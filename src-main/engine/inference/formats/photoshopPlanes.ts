import { unsupported } from '../preprocess/decodingErrors.ts'

/** Samples channel by channel, the high byte first. */
export interface Planes {
  data: Uint8Array
  /** pixels of each channel */
  count: number
  /** of each sample */
  bytes: number
  channels: number
}

const RAW = 0
const PACKED = 1

/** The first `channels` of a Photoshop document's `stored` channels, from the section that begins at `at`. */
export function readPlanes(
  file: Buffer,
  at: number,
  {
    width,
    height,
    bits,
    stored,
    channels,
    isLarge,
  }: { width: number; height: number; bits: number; stored: number; channels: number; isLarge: boolean },
): Planes {
  const bytes = bits / 8
  const rowBytes = width * bytes
  const rows = height * channels
  const planes = { count: width * height, bytes, channels }
  const compression = file.readUInt16BE(at)
  const start = at + 2
  if (compression === RAW) {
    const data = file.subarray(start, start + rows * rowBytes)
    if (data.length < rows * rowBytes) throw new Error('the document is cut off')
    return { data, ...planes }
  }
  if (compression !== PACKED) throw unsupported('Photoshop documents compressed this way')

  const data = new Uint8Array(rows * rowBytes)
  const countBytes = isLarge ? 4 : 2
  let packed = start + stored * height * countBytes
  for (let row = 0; row < rows; row++) {
    const length = file.readUIntBE(start + row * countBytes, countBytes)
    unpack(file.subarray(packed, packed + length), data.subarray(row * rowBytes, (row + 1) * rowBytes))
    packed += length
  }
  return { data, ...planes }
}

/** PackBits: n + 1 bytes as they are, or the next one 1 - n times. */
function unpack(packed: Uint8Array, row: Uint8Array): void {
  let at = 0
  let filled = 0
  while (at < packed.length && filled < row.length) {
    const control = packed[at++]!
    if (control < 128) {
      const run = packed.subarray(at, at + Math.min(control + 1, row.length - filled))
      row.set(run, filled)
      filled += run.length
      at += control + 1
    } else if (control > 128) {
      const end = filled + 257 - control
      row.fill(packed[at++] ?? 0, filled, end)
      filled = end
    }
  }
  if (filled < row.length) throw new Error('a row of the document is cut off')
}
