import { createRandom } from './noise.ts'
import { blurred, type Picture } from './picture.ts'
import { clamp, toDisplay } from './vector.ts'

/** What a camera would still do to the light: all optional, all small. */
export interface Development {
  exposure?: number
  /** film-like shoulder for scenes with strong lights */
  film?: boolean
  saturation?: number
  /** share of the light that spreads around bright places */
  bloom?: number
  vignette?: number
  grain?: number
}

/** Turns linear light into 8-bit sRGB, three bytes per pixel. */
export async function develop(picture: Picture, development: Development, seed: number): Promise<Buffer> {
  const {
    exposure = 1,
    film = true,
    saturation = 1,
    bloom = 0.04,
    vignette = 0.25,
    grain = 0.012,
  } = development
  const { width, height, pixels } = picture
  const haze = bloom > 0 ? await blurred(picture, 25) : picture
  const random = createRandom(seed)
  const bytes = Buffer.alloc(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const dx = ((i % width) / width - 0.5) * 2
    const dy = (Math.floor(i / width) / height - 0.5) * 2
    const light = exposure * (1 - vignette * ((dx * dx + dy * dy) / 2) ** 1.3)
    const speck = (random() + random() - 1) * grain
    const channels = [0, 1, 2].map((channel) => {
      const at = i * 3 + channel
      return (pixels[at]! * (1 - bloom) + haze.pixels[at]! * bloom) * light
    })
    const grey = channels[0]! * 0.21 + channels[1]! * 0.72 + channels[2]! * 0.07
    for (let channel = 0; channel < 3; channel++) {
      const value = Math.max(0, grey + (channels[channel]! - grey) * saturation)
      bytes[i * 3 + channel] = clamp(toDisplay(film ? filmic(value) : value) + speck) * 255 + 0.5
    }
  }
  return bytes
}

/** Narkowicz's fit of the ACES curve, softened in the shadows. */
function filmic(x: number): number {
  const value = x * 0.75
  return clamp((value * (2.51 * value + 0.06)) / (value * (2.43 * value + 0.59) + 0.14))
}
