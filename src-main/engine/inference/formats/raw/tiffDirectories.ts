/** A directory of a TIFF or of a camera's RAW file: its numbers by tag. */
export type TiffDirectory = ReadonlyMap<number, readonly number[]>

export const TAG = {
  photometric: 0x106,
  stripOffsets: 0x111,
  orientation: 0x112,
  tileOffsets: 0x144,
  subDirectories: 0x14a,
} as const

/** Hostile files chain directories for ever, and claim billions of values. */
const MOST_DIRECTORIES = 64
const MOST_VALUES = 65_536

const BYTES_OF_TYPE: Record<number, number> = { 3: 2, 4: 4, 13: 4 }

/** All directories of a file that begins like a TIFF, whatever its magic number, the first one first; as far as they go. */
export function tiffDirectories(file: Buffer): TiffDirectory[] {
  if (file.length < 8) return []
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const isLittle = view.getUint8(0) === 0x49
  const found: TiffDirectory[] = []
  const waiting = [view.getUint32(4, isLittle)]
  const seen = new Set<number>()
  for (let at = waiting.shift(); at !== undefined && found.length < MOST_DIRECTORIES; at = waiting.shift()) {
    if (at === 0 || at + 2 > file.length || seen.has(at)) continue
    seen.add(at)
    const { directory, next } = readDirectory(view, at, isLittle)
    found.push(directory)
    waiting.push(next, ...(directory.get(TAG.subDirectories) ?? []).slice(0, MOST_DIRECTORIES))
  }
  return found
}

function readDirectory(
  view: DataView,
  start: number,
  isLittle: boolean,
): { directory: TiffDirectory; next: number } {
  const directory = new Map<number, number[]>()
  const count = view.getUint16(start, isLittle)
  let entry = start + 2
  for (let i = 0; i < count && entry + 12 <= view.byteLength; i++, entry += 12) {
    const size = BYTES_OF_TYPE[view.getUint16(entry + 2, isLittle)]
    const values = view.getUint32(entry + 4, isLittle)
    if (!size || values > MOST_VALUES) continue
    const at = values * size <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittle)
    if (at + values * size > view.byteLength) continue
    directory.set(
      view.getUint16(entry, isLittle),
      Array.from({ length: values }, (_, k) =>
        size === 2 ? view.getUint16(at + 2 * k, isLittle) : view.getUint32(at + 4 * k, isLittle),
      ),
    )
  }
  return { directory, next: entry + 4 <= view.byteLength ? view.getUint32(entry, isLittle) : 0 }
}
