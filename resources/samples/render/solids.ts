/*
 * Distances from a point to simple bodies (negative inside), numbers only: they run thousands of times per pixel.
 * After Inigo Quilez's collection of distance functions.
 */

export const sphere = (x: number, y: number, z: number, radius: number): number =>
  Math.sqrt(x * x + y * y + z * z) - radius

/** An ellipsoid with these half axes; a bound rather than an exact distance. */
export function ellipsoid(x: number, y: number, z: number, a: number, b: number, c: number): number {
  const k0 = Math.sqrt((x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2)
  const k1 = Math.sqrt((x / (a * a)) ** 2 + (y / (b * b)) ** 2 + (z / (c * c)) ** 2)
  return k1 === 0 ? -Math.min(a, b, c) : (k0 * (k0 - 1)) / k1
}

/** A box with these half sizes and rounded edges. */
export function box(x: number, y: number, z: number, a: number, b: number, c: number, round = 0): number {
  const dx = Math.abs(x) - a + round
  const dy = Math.abs(y) - b + round
  const dz = Math.abs(z) - c + round
  const outside = Math.sqrt(Math.max(dx, 0) ** 2 + Math.max(dy, 0) ** 2 + Math.max(dz, 0) ** 2)
  return outside + Math.min(Math.max(dx, dy, dz), 0) - round
}

/** A cylinder along y. */
export function cylinder(x: number, y: number, z: number, radius: number, half: number, round = 0): number {
  const dx = Math.sqrt(x * x + z * z) - radius + round
  const dy = Math.abs(y) - half + round
  return Math.min(Math.max(dx, dy), 0) + Math.sqrt(Math.max(dx, 0) ** 2 + Math.max(dy, 0) ** 2) - round
}

/** A ring around y. */
export const torus = (x: number, y: number, z: number, radius: number, thickness: number): number =>
  Math.sqrt((Math.sqrt(x * x + z * z) - radius) ** 2 + y * y) - thickness

/** A limb from a to b, as thick as ra and rb at its ends. */
export function limb(
  x: number,
  y: number,
  z: number,
  a: readonly [number, number, number],
  b: readonly [number, number, number],
  ra: number,
  rb = ra,
): number {
  const bx = b[0] - a[0]
  const by = b[1] - a[1]
  const bz = b[2] - a[2]
  const px = x - a[0]
  const py = y - a[1]
  const pz = z - a[2]
  const along = Math.min(1, Math.max(0, (px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz)))
  const dx = px - bx * along
  const dy = py - by * along
  const dz = pz - bz * along
  return Math.sqrt(dx * dx + dy * dy + dz * dz) - (ra + (rb - ra) * along)
}

/** The union of two bodies with a soft seam of width k. */
export function blend(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k
  return Math.min(a, b) - h * h * k * 0.25
}

/** `a` with `b` cut away, the edge softened by k. */
export const carve = (a: number, b: number, k: number): number => -blend(-a, b, k)

/** A triangle standing in the plane z = 0, given by its corners, this thick. */
export function triangle(
  x: number,
  y: number,
  z: number,
  corners: readonly (readonly [number, number])[],
  thickness: number,
): number {
  let squared = Infinity
  let inside = true
  for (let i = 0; i < 3; i++) {
    const [ax, ay] = corners[i]!
    const [bx, by] = corners[(i + 1) % 3]!
    const ex = bx - ax
    const ey = by - ay
    const px = x - ax
    const py = y - ay
    const along = Math.min(1, Math.max(0, (px * ex + py * ey) / (ex * ex + ey * ey)))
    squared = Math.min(squared, (px - ex * along) ** 2 + (py - ey * along) ** 2)
    // corners run counter-clockwise
    if (ex * py - ey * px < 0) inside = false
  }
  const flat = inside ? -Math.sqrt(squared) : Math.sqrt(squared)
  const dz = Math.abs(z) - thickness
  return Math.min(Math.max(flat, dz), 0) + Math.sqrt(Math.max(flat, 0) ** 2 + Math.max(dz, 0) ** 2)
}
