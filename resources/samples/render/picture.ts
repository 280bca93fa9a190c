import sharp from 'sharp'
import { clamp, toLinear, type Colour } from './vector.ts'

/** A picture in linear light, three floats per pixel; 1 is paper white, light sources may exceed it. */
export interface Picture {
  width: number
  height: number
  pixels: Float32Array
}

/** How one pixel looks: x from 0 to width/height, y from 0 (top) to 1. */
export type Shader = (x: number, y: number) => Colour

/** How a scene is asked to render: up to `samples` squared rays per pixel. */
export interface Canvas {
  width: number
  height: number
  samples: number
}

/** Evaluates the shader at every pixel; where neighbours differ, a finer grid of samples replaces the single one. */
export function shade({ width, height, samples }: Canvas, shader: Shader): Picture {
  const pixels = new Float32Array(width * height * 3)
  const sample = (column: number, row: number, grid: number): void => {
    const at = (row * width + column) * 3
    pixels.fill(0, at, at + 3)
    for (let index = 0; index < grid * grid; index++) {
      const dx = ((index % grid) + 0.5) / grid
      const dy = (Math.floor(index / grid) + 0.5) / grid
      const colour = shader((column + dx) / height, (row + dy) / height)
      // one sparkling sample must not outshine its pixel
      for (let channel = 0; channel < 3; channel++)
        pixels[at + channel] = pixels[at + channel]! + Math.min(colour[channel]!, 12) / (grid * grid)
    }
  }
  for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) sample(column, row, 1)
  if (samples === 1) return { width, height, pixels }

  const rough = contrasts(pixels, width, height)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      if (rough[row * width + column]) sample(column, row, samples)
  return { width, height, pixels }
}

/** Marks pixels that differ visibly from one of their four neighbours. */
function contrasts(pixels: Float32Array, width: number, height: number): Uint8Array {
  const marks = new Uint8Array(width * height)
  const tone = Float32Array.from({ length: width * height }, (_, i) =>
    Math.sqrt(Math.max(0, pixels[i * 3]! * 0.3 + pixels[i * 3 + 1]! * 0.6 + pixels[i * 3 + 2]! * 0.1)),
  )
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const i = row * width + column
      if (column > 0 && Math.abs(tone[i]! - tone[i - 1]!) > 0.03) marks[i] = marks[i - 1] = 1
      if (row > 0 && Math.abs(tone[i]! - tone[i - width]!) > 0.03) marks[i] = marks[i - width] = 1
    }
  return marks
}

/** Draws SVG elements over the picture; the view box is 1000 high. `blur` is in those units, `glow` adds light instead of covering. */
export async function draw(
  picture: Picture,
  elements: string,
  options: { blur?: number; glow?: number; opacity?: number } = {},
): Promise<void> {
  const { width, height, pixels } = picture
  const viewWidth = (1000 * width) / height
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${viewWidth} 1000">${elements}</svg>`
  let layer = sharp(Buffer.from(svg), { limitInputPixels: false })
  const sigma = ((options.blur ?? 0) * height) / 1000
  if (sigma >= 0.3) layer = layer.blur(sigma)
  const raw = await layer.ensureAlpha().raw().toBuffer()
  const glow = options.glow ?? 0
  for (let i = 0; i < width * height; i++) {
    const alpha = (raw[i * 4 + 3]! / 255) * (options.opacity ?? 1)
    if (alpha === 0) continue
    for (let channel = 0; channel < 3; channel++) {
      const value = toLinear(raw[i * 4 + channel]! / 255)
      const below = pixels[i * 3 + channel]!
      pixels[i * 3 + channel] = glow ? below + value * alpha * glow : below + (value - below) * alpha
    }
  }
}

/** Covers the picture with another one of the same size, as much as `cover` (0..1) says at each place. */
export function layOver(picture: Picture, upper: Picture, cover: (x: number, y: number) => number): void {
  const { width, height, pixels } = picture
  for (let i = 0; i < width * height; i++) {
    const share = cover(((i % width) + 0.5) / height, (Math.floor(i / width) + 0.5) / height)
    if (share <= 0) continue
    for (let channel = 0; channel < 3; channel++) {
      const at = i * 3 + channel
      pixels[at] = pixels[at]! + (upper.pixels[at]! - pixels[at]!) * share
    }
  }
}

/** A blurred copy; `radius` in thousandths of the height. */
export async function blurred({ width, height, pixels }: Picture, radius: number): Promise<Picture> {
  // libvips blurs 8-bit pictures only at speed: the square root keeps the shadows, a ceiling of 4 the lights
  const bytes = Buffer.alloc(pixels.length)
  for (let i = 0; i < pixels.length; i++) bytes[i] = Math.sqrt(clamp(pixels[i]! / 4)) * 255
  const sigma = Math.max(0.3, (radius * height) / 1000)
  const raw = await sharp(bytes, { raw: { width, height, channels: 3 } })
    .blur(sigma)
    .raw()
    .toBuffer()
  return { width, height, pixels: Float32Array.from(raw, (byte) => (byte / 255) ** 2 * 4) }
}
