import atlas from 'world-atlas/countries-110m.json'
import { project } from './mercator.ts'

/*
 * The outline of the world (Natural Earth, in the public domain, 1:110 million) as paths for SVG, in units of a
 * thousandth of the world's width. The file is TopoJSON: lines that countries share are there once, as steps on a grid,
 * and countries are rings of line numbers (~n: line n backwards).
 */

/** Units of the paths for the width of the world. */
export const WORLD = 1000

const { scale, translate } = atlas.transform
const lines: string[][] = atlas.arcs.map((arc) => {
  let column = 0
  let row = 0
  return arc.map(([right, down]) => {
    column += right!
    row += down!
    const { x, y } = project(column * scale[0]! + translate[0]!, row * scale[1]! + translate[1]!)
    return `${(x * WORLD).toFixed(2)},${(y * WORLD).toFixed(2)}`
  })
})

const points = (line: number): string[] => (line < 0 ? lines[~line]!.toReversed() : lines[line]!)
const path = (points: readonly string[]): string => `M${points.join('L')}`
const ringPath = (ring: readonly number[]): string => `${path(ring.flatMap(points))}Z`

/** All countries as one shape. */
export const land: string = atlas.objects.countries.geometries
  .flatMap((country) => country.arcs.flat(country.type === 'MultiPolygon' ? 1 : 0) as number[][])
  .map(ringPath)
  .join('')

/** Coasts and borders, each once. */
export const borders: string = lines.map(path).join('')
