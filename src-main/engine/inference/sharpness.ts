import sharp from 'sharp'

/** Keeps pictures of one colour from being divided by zero: the variance of one step of grey. */
const NOISE = 1

/**
 * How sharp pictures are, one number each: the energy of their edges (Laplacian) over that of their contrasts, so that
 * light and subject matter less. It compares pictures of one subject; null where a file is not there or no picture.
 */
export async function sharpnessOf(files: readonly string[]): Promise<(number | null)[]> {
  const all: (number | null)[] = []
  for (const file of files) all.push(await sharpness(file).catch(() => null))
  return all
}

async function sharpness(file: string): Promise<number> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  let [edges, sum, squares, count] = [0, 0, 0, 0]
  for (let row = 1; row < height - 1; row++)
    for (let at = row * width + 1, end = (row + 1) * width - 1; at < end; at++) {
      const grey = data[at]!
      const edge = 4 * grey - data[at - 1]! - data[at + 1]! - data[at - width]! - data[at + width]!
      edges += edge * edge
      sum += grey
      squares += grey * grey
      count++
    }
  if (count === 0) throw new RangeError('The picture has no inside.')
  const variance = squares / count - (sum / count) ** 2
  return edges / count / (variance + NOISE)
}
