/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The median of one number of each of several measurements. */
export const medianOf = <T>(measurements: readonly T[], number: (measurement: T) => number): number =>
  median(measurements.map(number))

/** How fast y grows with x: the slope of the straight line with the least squared error. */
export function slope(points: readonly { x: number; y: number }[]): number {
  const mean = (number: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + number(point), 0) / points.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  const shared = mean((point) => (point.x - x) * (point.y - y))
  return shared / mean((point) => (point.x - x) ** 2)
}
