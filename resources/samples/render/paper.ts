import { wood } from './bodies/table.ts'
import { createCamera } from './camera.ts'
import { fractal, noise } from './noise.ts'
import { draw, shade, type Canvas, type Picture } from './picture.ts'
import { add, clamp, hex, multiply, scale, smoothstep, type Colour, type Vec } from './vector.ts'

/** A printed or written sheet: SVG elements in a view box 1000 high. */
export interface Sheet {
  elements: string
  /** width over height */
  shape: number
  paper: Colour
}

/** The sheet alone, as a scanner sees it. */
export async function scan(sheet: Sheet, height: number): Promise<Picture> {
  const picture = shade({ width: Math.round(height * sheet.shape), height, samples: 1 }, () => sheet.paper)
  await draw(picture, sheet.elements)
  return picture
}

/** A snapshot of the sheet lying on a wooden table, a little turned, with the light from one side. */
export async function snapshot(
  canvas: Canvas,
  sheet: Sheet,
  { turn, from, view, creases = 0 }: { turn: number; from: Vec; view: number; creases?: number },
): Promise<Picture> {
  const print = await scan(sheet, Math.round(canvas.height * 1.5))
  const camera = createCamera(from, [0, 0, 0], view, canvas.width / canvas.height)
  return shade({ ...canvas, samples: canvas.samples + 1 }, (x, y) => {
    const direction = camera.direction(x, y)
    const [tx, , tz] = add(from, scale(direction, from[1] / -direction[1]))
    const side = 0.78 - tx * 0.22 + tz * 0.12
    const light: Colour = [1.02 * side, 0.98 * side, 0.91 * side]
    const u = (tx * Math.cos(turn) + tz * Math.sin(turn)) / sheet.shape + 0.5
    const v = 0.5 - (tz * Math.cos(turn) - tx * Math.sin(turn))
    if (u > 0 && u < 1 && v > 0 && v < 1) {
      const fold = creases * (fractal(u * 3, v * 4, 3) * 0.12 - 0.1 * smoothstep(0.014, 0, Math.abs(v - 0.5)))
      const curl = 0.06 * smoothstep(0.12, 0, v) - 0.05 * smoothstep(0.9, 1, v)
      return scale(multiply(read(print, u, v), light), 1 + fold + curl + 0.015 * noise(u * 300, v * 300))
    }
    // the sheet's shadow is soft and falls to the right
    const away = Math.hypot(Math.max(0, -u, u - 1) * sheet.shape, Math.max(0, -v, v - 1))
    const shadow = 1 - 0.55 * smoothstep(0.05, 0, away - (u > 0.5 ? 0.012 : 0))
    return scale(multiply(wood(tx * 2.2, tz * 2.2, 0.55).colour, light), 1.15 * shadow)
  })
}

function read({ width, height, pixels }: Picture, u: number, v: number): Colour {
  const x = clamp(u * width - 0.5, 0, width - 1.001)
  const y = clamp(v * height - 0.5, 0, height - 1.001)
  const at = (Math.floor(y) * width + Math.floor(x)) * 3
  const fx = x % 1
  const fy = y % 1
  const channel = (i: number): number =>
    (pixels[at + i]! * (1 - fx) + pixels[at + 3 + i]! * fx) * (1 - fy) +
    (pixels[at + width * 3 + i]! * (1 - fx) + pixels[at + width * 3 + 3 + i]! * fx) * fy
  return [channel(0), channel(1), channel(2)]
}

/** One line of SVG text. */
export const line = (x: number, y: number, size: number, text: string, more = ''): string =>
  `<text x="${x}" y="${y}" font-size="${size}" ${more}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`

export const WHITE: Colour = hex('#fbfaf6')
