import atlas from 'world-atlas/countries-110m.json'
import { project } from './mercator.ts'

/*
 * The outline of the world (Natural Earth, in the public domain, 1:110 million) as paths for SVG, in units of a
 * thousandth of the world's width. The file is TopoJSON: lines that countries share are there once, as steps on a grid,
 * and countries are rings of line numbers (~n: line n backwards). Rings go on over the date line: what lies beyond an
 * edge of the map is drawn again at the other, and cut off by the frame that is drawn in.
 */

/** Units of the paths for the width of the world. */
export const WORLD = 1000

type Place = readonly [x: number, y: number]

const { scale, translate } = atlas.transform
const lines: Place[][] = atlas.arcs.map((arc) => {
  let column = 0
  let row = 0
  return arc.map(([right, down]): Place => {
    column += right!
    row += down!
    const { x, y } = project(column * scale[0]! + translate[0]!, row * scale[1]! + translate[1]!)
    return [x * WORLD, y * WORLD]
  })
})

/** The same places one after the other without a jump over the date line. */
function unrolled(places: readonly Place[]): Place[] {
  let turns = 0
  return places.map(([x, y], at) => {
    const step = at === 0 ? 0 : x - places[at - 1]![0]
    if (Math.abs(step) > WORLD / 2) turns -= Math.sign(step)
    return [x + turns * WORLD, y]
  })
}

function path(places: readonly Place[], end = ''): string {
  const drawn = (shift: number): string =>
    `M${places.map(([x, y]) => `${(x + shift).toFixed(2)},${y.toFixed(2)}`).join('L')}${end}`
  const xs = places.map(([x]) => x)
  return drawn(0) + (Math.min(...xs) < 0 ? drawn(WORLD) : '') + (Math.max(...xs) > WORLD ? drawn(-WORLD) : '')
}

function ringPath(ring: readonly number[]): string {
  const places = unrolled(ring.flatMap((line) => (line < 0 ? lines[~line]!.toReversed() : lines[line]!)))
  const [first, last] = [places[0]!, places.at(-1)!]
  // a land around the pole does not come back to where it began: it reaches to the lower edge
  const edge: Place[] =
    Math.abs(first[0] - last[0]) > WORLD / 2
      ? [
          [last[0], WORLD],
          [first[0], WORLD],
        ]
      : []
  return path([...places, ...edge], 'Z')
}

/** All countries as one shape. */
export const land: string = atlas.objects.countries.geometries
  .flatMap((country) => country.arcs.flat(country.type === 'MultiPolygon' ? 1 : 0) as number[][])
  .map(ringPath)
  .join('')

/** Coasts and borders, each once. */
export const borders: string = lines.map((line) => path(unrolled(line))).join('')
