/** How a query's cosines lie in a library. Robust: up to half of the photos may be anything. */
export interface Statistics {
  /** photos it was taken from */
  count: number
  median: number
  /** standard deviation as far as the middle half tells: 1.4826 times the median distance from the median */
  spread: number
  /** mean of the best few: how well this library shows it at all */
  top: number
}

/** Photos that the middle is told from: within a hundredth of the truth, in two milliseconds. */
const SAMPLE = 20_000
/** The best few: two, in large libraries one photo in 5,000. */
const TOP_SHARE = 1 / 5000
const LEAST_TOP = 2
/** Makes the median distance of a normal distribution its standard deviation. */
const NORMAL = 1.4826

/** Statistics of the first `count` cosines; null where there are none. */
export function statisticsOf(cosines: Float32Array): Statistics | null {
  const count = cosines.length
  if (count === 0) return null
  const step = Math.max(1, count / SAMPLE)
  const sample = Float32Array.from(
    { length: Math.ceil(count / step) },
    (_, at) => cosines[Math.floor(at * step)]!,
  )
  const median = middleOf(sample)
  const spread = NORMAL * middleOf(sample.map((cosine) => Math.abs(cosine - median)))
  return { count, median, spread, top: topOf(cosines, Math.max(LEAST_TOP, Math.round(count * TOP_SHARE))) }
}

/** Sorts in place. */
function middleOf(values: Float32Array): number {
  values.sort()
  return values[values.length >> 1]!
}

/** The mean of the best so many. */
function topOf(cosines: Float32Array, most: number): number {
  const best = new Float32Array(Math.min(most, cosines.length)).fill(-Infinity)
  for (const cosine of cosines) {
    if (cosine <= best[0]!) continue
    // ascending; the smallest makes room
    let at = 1
    for (; at < best.length && best[at]! < cosine; at++) best[at - 1] = best[at]!
    best[at - 1] = cosine
  }
  return best.reduce((sum, cosine) => sum + cosine, 0) / best.length
}
