import { decimal } from '../../format.ts'
import { unproject } from './mercator.ts'

/** A point of the map as people read it: what tells one place from another for those who do not see it. */
export function placeWords(point: { x: number; y: number }): string {
  const { latitude, longitude } = unproject(point)
  return `${decimal(latitude, 1)}°, ${decimal(longitude, 1)}°`
}
