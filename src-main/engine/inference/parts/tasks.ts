import type { Grid } from '../preprocess/toPatches.ts'
import type { VisionTower } from '../protocol.ts'
import type { Cells } from './windows.ts'

/* What can be asked about parts of a photo. */

/** What a tower's own head makes of parts of a photo. */
export interface PooledTask {
  kind: 'pooled'
  file: string
  vision: VisionTower
}
export interface PooledParts {
  /** the tower's tokens as they lie in what it sees of the photo */
  grid: Grid
  /** L2-normalised, of all tokens */
  whole: Float32Array
  parts: { cells: Cells; embedding: Float32Array }[]
}

/** Embed a photo some of whose parts are hidden, each in turn. */
export interface HiddenTask {
  kind: 'hidden'
  file: string
  vision: VisionTower
  /** what the parts are cells of */
  grid: Grid
  parts: Cells[]
  /** tasks of one number are about one photo as it is now: it is decoded once */
  question: number
}

/** A photo under a map of its parts, as a PNG for the command line. */
export interface OverlayTask {
  kind: 'overlay'
  file: string
  to: string
  /** longest side in pixels */
  longSide: number
  map: HeatMapPicture
}
export interface HeatMapPicture {
  grid: Grid
  /** row by row, from -1 (speaks against) to 1 */
  values: number[]
  /** the part of the upright photo that it covers, as shares of its sides */
  area: { left: number; top: number; width: number; height: number }
}
