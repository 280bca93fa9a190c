const END_OF_LINE = 0
const END = 1
const MOVE = 2

/**
 * Draws a run-length coded BMP (RLE8, RLE4): n times a value, or in turn two of four bits; after a zero a command, or n
 * values as they are. Where it ends early the rest stays black, as its format allows.
 */
export function runLengths(
  data: Buffer,
  { width, height, bits }: { width: number; height: number; bits: number },
  draw: (x: number, row: number, value: number) => void,
): void {
  const valueAt = (start: number, i: number): number => {
    if (bits === 8) return data[start + i] ?? 0
    const pair = data[start + (i >> 1)] ?? 0
    return i % 2 === 0 ? pair >> 4 : pair & 15
  }
  let x = 0
  let row = 0
  for (let at = 0; at + 1 < data.length && row < height;) {
    const count = data[at]!
    const what = data[at + 1]!
    at += 2
    if (count > 0) {
      for (let i = 0; i < count && x < width; i++) draw(x++, row, valueAt(at - 1, bits === 8 ? 0 : i % 2))
    } else if (what === END_OF_LINE) {
      x = 0
      row++
    } else if (what === END) {
      return
    } else if (what === MOVE) {
      x += data[at] ?? 0
      row += data[at + 1] ?? 0
      at += 2
    } else {
      for (let i = 0; i < what; i++) draw(x++, row, valueAt(at, i))
      const bytes = bits === 8 ? what : Math.ceil(what / 2)
      at += bytes + (bytes % 2)
    }
  }
}
