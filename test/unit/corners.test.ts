import { expect, it } from 'vitest'
import { cornersOf } from '../../src-main/engine/media/cornersOf.ts'
import { gradientsOf, packCorners } from '../../src-shared/corners.ts'

it('a picture’s quarters become one number, and that number gradients from side to side', () => {
  // red and green above, blue and white below: 16 x 8 pixels
  const [width, height] = [16, 8]
  const pixels = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at++) {
    const isRight = at % width >= width / 2
    const isLow = at >= (width * height) / 2
    pixels.set(
      isLow ? (isRight ? [255, 255, 255] : [0, 0, 255]) : isRight ? [0, 255, 0] : [255, 0, 0],
      at * 3,
    )
  }
  const packed = cornersOf(pixels, width, height)
  expect(packed).toBe(
    packCorners([
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 255],
    ]),
  )
  expect(packed).toBe(0xf00 + 0x0f0 * 4096 + 0x00f * 4096 ** 2 + 0xfff * 4096 ** 3)
  expect(gradientsOf(packed)).toEqual({
    left: 'rgb(128 0 128 / 50%)',
    right: 'rgb(128 255 128 / 50%)',
    top: 'rgb(128 128 0)',
    bottom: 'rgb(128 128 255)',
  })
  // one colour everywhere is that colour
  expect(gradientsOf(packCorners(Array.from({ length: 4 }, () => [136, 68, 0])))).toMatchObject({
    left: 'rgb(136 68 0 / 50%)',
    bottom: 'rgb(136 68 0)',
  })
})
