/** Names of Pillow's antialiased filters. */
export type Filter = 'bilinear' | 'bicubic' | 'lanczos'

const kernels: Record<Filter, { support: number; weight: (x: number) => number }> = {
  bilinear: { support: 1, weight: (x) => Math.max(1 - Math.abs(x), 0) },
  bicubic: { support: 2, weight: bicubic },
  lanczos: { support: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
}

/** Catmull-Rom: a = -0.5, as in Pillow (other libraries use -0.75). */
function bicubic(x: number): number {
  const a = -0.5
  const d = Math.abs(x)
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1
  if (d < 2) return (((d - 5) * d + 8) * d - 4) * a
  return 0
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI)
}

/** What one output position is made of: weights, of sum 1, of the inputs from `first` on. */
export interface Blend {
  first: number
  weights: number[]
}

/** How each of `outSize` positions along an axis is blended from `inSize` ones, as Pillow does it: SIGLIP2.md section 2.3. */
export function blends(inSize: number, outSize: number, filter: Filter): Blend[] {
  const scale = inSize / outSize
  const stretch = Math.max(scale, 1) // antialias: the kernel widens when shrinking
  const { support, weight } = kernels[filter]
  const reach = support * stretch
  return Array.from({ length: outSize }, (_, i) => {
    const centre = (i + 0.5) * scale
    const first = Math.max(Math.trunc(centre - reach + 0.5), 0)
    const length = Math.min(Math.trunc(centre + reach + 0.5), inSize) - first
    const weights = Array.from({ length }, (_, j) => weight((j + first - centre + 0.5) * (1 / stretch)))
    const sum = weights.reduce((total, value) => total + value, 0)
    return { first, weights: sum === 0 ? weights : weights.map((value) => value / sum) }
  })
}
