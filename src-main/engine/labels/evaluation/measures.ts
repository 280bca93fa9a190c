/** How right a set of photos is: what of it shows the label, and how much of what shows it is in it. */
export interface Fit {
  precision: number
  recall: number
  f1: number
}

export function fitOf(found: readonly boolean[], shows: readonly boolean[]): Fit {
  const count = (holds: (at: number) => boolean): number =>
    found.reduce((sum, _, at) => sum + Number(holds(at)), 0)
  const right = count((at) => found[at]! && shows[at]!)
  const all = count((at) => found[at]!)
  const wanted = count((at) => shows[at]!)
  return {
    precision: all === 0 ? 0 : right / all,
    recall: wanted === 0 ? 0 : right / wanted,
    f1: right === 0 ? 0 : (2 * right) / (all + wanted),
  }
}

/** Average precision: the mean, over the photos that show it, of how much is right down to each. */
export function averagePrecision(values: readonly number[], shows: readonly boolean[]): number {
  const order = values.map((_, at) => at).sort((a, b) => values[b]! - values[a]! || a - b)
  let right = 0
  let sum = 0
  order.forEach((at, rank) => {
    if (!shows[at]) return
    right++
    sum += right / (rank + 1)
  })
  return right === 0 ? 0 : sum / right
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
