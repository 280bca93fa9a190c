/** Cosine of two unit vectors. */
export function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!
  return sum
}

/** How alike two lists of unit vectors are, place by place. */
export function likeness(
  ones: readonly Float32Array[],
  others: readonly Float32Array[],
): { median: number; worst: number } {
  const cosines = ones.map((one, index) => cosine(one, others[index]!)).sort((a, b) => a - b)
  return { median: median(cosines), worst: cosines[0]! }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The largest difference of two lists of vectors in any number. */
export function distance(ones: readonly Float32Array[], others: readonly Float32Array[]): number {
  let most = 0
  ones.forEach((one, index) =>
    one.forEach((value, i) => (most = Math.max(most, Math.abs(value - others[index]![i]!)))),
  )
  return most
}
