/* Sets of photos as one byte for each position: 1 = in it. A million photos are a megabyte and a millisecond. */

export type Mask = Uint8Array

/** The positions of a set, ascending. */
export function positionsOf(mask: Mask): number[] {
  const positions: number[] = []
  for (let position = 0; position < mask.length; position++) if (mask[position]) positions.push(position)
  return positions
}

export function countOf(mask: Mask): number {
  let count = 0
  for (let position = 0; position < mask.length; position++) count += mask[position]!
  return count
}

/** The positions for which a test holds. */
export function maskWhere(count: number, holds: (position: number) => boolean): Mask {
  const mask = new Uint8Array(count)
  for (let position = 0; position < count; position++) if (holds(position)) mask[position] = 1
  return mask
}

/** The positions that have at least so much; NaN is nothing. */
export function maskFrom(numbers: Float32Array, least: number): Mask {
  const mask = new Uint8Array(numbers.length)
  for (let position = 0; position < mask.length; position++)
    if (numbers[position]! >= least) mask[position] = 1
  return mask
}

/** The numbers of the positions in a set; NaN elsewhere. */
export function where(numbers: Float32Array, mask: Mask): Float32Array {
  const some = new Float32Array(numbers.length)
  for (let position = 0; position < some.length; position++)
    some[position] = mask[position] ? numbers[position]! : NaN
  return some
}

/** In both. */
export function both(one: Mask, other: Mask): Mask {
  const mask = new Uint8Array(one.length)
  for (let position = 0; position < mask.length; position++)
    mask[position] = one[position]! & other[position]!
  return mask
}

/** In the first and not in the second. */
export function without(one: Mask, other: Mask): Mask {
  const mask = new Uint8Array(one.length)
  for (let position = 0; position < mask.length; position++)
    mask[position] = one[position]! & ~other[position]!
  return mask
}

/** Adds a set to another, in place. */
export function add(mask: Mask, other: Mask): void {
  for (let position = 0; position < mask.length; position++) mask[position]! |= other[position]!
}
