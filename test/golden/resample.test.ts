import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Filter } from '../../src-main/engine/inference/preprocess/kernels.ts'
import { resample } from '../../src-main/engine/inference/preprocess/resample.ts'

interface Case {
  w: number
  h: number
  outW: number
  outH: number
  filter: Filter
  sha256: string
}

const golden = JSON.parse(readFileSync(new URL('pil-resize-golden.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}

/** The pseudo-random picture that the golden file describes. */
function noise(width: number, height: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length: width * height * 3 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >> 16) & 255
  })
}

describe('resample gives the bytes that Pillow gives', () => {
  test.each(golden.cases)('$w x $h to $outW x $outH, $filter', ({ w, h, outW, outH, filter, sha256 }) => {
    const pixels = resample(noise(w, h), w, h, outW, outH, filter)
    expect(createHash('sha256').update(pixels).digest('hex')).toBe(sha256)
  })
})

// there is no golden case of Lanczos: these numbers are from Pillow 12.3.0
test('resample with Lanczos gives the bytes that Pillow gives', () => {
  const pixels = resample(noise(37, 23), 37, 23, 5, 4, 'lanczos')
  expect([...pixels]).toEqual([
    129, 140, 136, 118, 108, 128, 129, 103, 118, 121, 134, 119, 127, 122, 104, 146, 135, 123, 126, 124, 114,
    134, 129, 116, 129, 126, 125, 120, 125, 124, 134, 132, 137, 125, 115, 138, 124, 126, 151, 137, 128, 132,
    108, 139, 121, 123, 130, 124, 125, 119, 133, 127, 129, 124, 129, 123, 127, 115, 117, 125,
  ])
})

test('a picture that keeps its size keeps its bytes', () => {
  const pixels = noise(9, 7)
  expect(resample(pixels, 9, 7, 9, 7, 'bicubic')).toEqual(pixels)
})
