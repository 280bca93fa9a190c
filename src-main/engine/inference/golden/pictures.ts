import type { Picture } from '../preprocess/decode.ts'

/** A picture that is made here, pixel by pixel in whole numbers, so that it is the same everywhere. */
export interface GoldenPicture {
  name: string
  /** what nobody would call otherwise; null where the picture is only there to differ */
  caption: string | null
  colourAt(x: number, y: number): Colour
}

type Colour = readonly [red: number, green: number, blue: number]

/** Wider than high, so that a tower with a flexible grid shows whether it tells rows from columns. */
const WIDTH = 256
const HEIGHT = 192

const WHITE: Colour = [250, 250, 250]
const BLACK: Colour = [5, 5, 5]
const RED: Colour = [220, 20, 20]
const BLUE: Colour = [20, 60, 220]

const plain = (name: string, colour: Colour): GoldenPicture => ({
  name,
  caption: name,
  colourAt: () => colour,
})
const unnamed = (name: string, colourAt: GoldenPicture['colourAt']): GoldenPicture => ({
  name,
  caption: null,
  colourAt,
})
const distance2 = (x: number, y: number): number => (x - WIDTH / 2) ** 2 + (y - HEIGHT / 2) ** 2
/** Looks like chance and is not. */
const scatter = (x: number, y: number): number => (x * 7919 + y * 104_729 + x * y * 31) % 997

/** Colours, shapes and patterns with a name, and textures of all degrees of fineness. */
export const goldenPictures: readonly GoldenPicture[] = [
  plain('red', RED),
  plain('green', [20, 160, 40]),
  plain('blue', BLUE),
  plain('yellow', [250, 220, 20]),
  plain('purple', [130, 20, 160]),
  plain('pink', [255, 150, 190]),
  plain('black', BLACK),
  plain('white', WHITE),
  {
    name: 'circle',
    caption: 'a red circle',
    colourAt: (x, y) => (distance2(x, y) < 70 ** 2 ? RED : WHITE),
  },
  {
    name: 'chessboard',
    caption: 'a chessboard',
    colourAt: (x, y) => (((x >> 5) + (y >> 5)) % 2 ? BLACK : WHITE),
  },
  {
    name: 'stripes',
    caption: 'black and white stripes',
    colourAt: (x) => ((x >> 4) % 2 ? BLACK : WHITE),
  },
  {
    name: 'stars',
    caption: 'a starry night sky',
    colourAt: (x, y) => (scatter(x, y) < 4 ? [255, 255, 240] : [8, 10, 30]),
  },
  unnamed('ramp', (x) => [x, x, x]),
  unnamed('colours', (x, y) => [x, y + 32, 255 - x]),
  unnamed('rings', (x, y) => ((distance2(x, y) >> 9) % 2 ? [200, 120, 40] : [30, 90, 60])),
  unnamed('noise', (x, y) => [scatter(x, y) % 256, scatter(y, x) % 256, scatter(x + 3, y + 5) % 256]),
  unnamed('coarse noise', (x, y) => {
    const value = scatter((x >> 4) + 1, (y >> 4) + 1)
    return [value % 256, (value >> 1) % 256, (value >> 2) % 256]
  }),
  unnamed('diagonals', (x, y) => ((x + y) % 24 < 6 ? BLUE : [240, 200, 120])),
  unnamed('horizon', (x, y) => (y < 110 ? [120 + (y >> 1), 170, 230] : [60 + (scatter(x, y) % 40), 110, 50])),
  unnamed('window', (x, y) => (x % 64 < 8 || y % 48 < 8 ? [90, 60, 40] : [180, 210, 240 - (y >> 2)])),
]

export function drawGolden({ colourAt }: GoldenPicture): Picture {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) pixels.set(colourAt(x, y), (y * WIDTH + x) * 3)
  return { pixels, width: WIDTH, height: HEIGHT }
}
