import type { Query } from '../labels/queries.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { Scored } from '../labels/scores.ts'
import type { PresentPhotos } from '../library/present.ts'
import { leastStanding } from './cutOff.ts'
import { distributionOf } from './standing.ts'

/** What is looked for: words or a photo, as a vector. */
export interface Term {
  query: Query
  /** below 0: less of this */
  weight: number
  /** the photo of the library that it is: not looked for itself */
  photoId?: number
}

/** How photos fit a meaning. */
export interface Meaning {
  /**
   * by position, in spreads above the median of this library: comparable between words, photos and models; NaN without an
   * embedding
   */
  standings: Float32Array
  /** where a single term is looked for */
  cosines?: Scored
  /** the standing from which photos stand out */
  least: number
}

/**
 * Weighs terms against each other. A cosine says little by itself, since each text has a level and a spread of its own;
 * so what is added up is how far a photo stands out for each term.
 */
export function meaningOf(terms: readonly Term[], scorer: Scorer, photos: PresentPhotos): Meaning {
  const standings = new Float32Array(photos.count)
  for (const { query, weight } of terms) {
    const scores = scorer.scores(query, photos)
    const { median, spread } = distributionOf(scores)
    addStandings(standings, scores.values, median, weight / spread)
  }
  // its own likeness would outdo all others
  for (const { photoId } of terms) {
    const position = photoId === undefined ? -1 : photos.positionOf(photoId)
    if (position !== -1) standings[position] = NaN
  }
  const [only] = terms
  if (terms.length === 1 && only!.weight > 0)
    return {
      standings,
      cosines: scorer.scores(only!.query, photos),
      least: leastStanding(standings),
    }
  rescale(standings)
  return { standings, least: leastStanding(standings) }
}

/** A loop of its own: it runs over all photos for each term. */
function addStandings(standings: Float32Array, values: Float32Array, median: number, factor: number): void {
  for (let position = 0; position < standings.length; position++)
    standings[position]! += (values[position]! - median) * factor
}

/** A sum of several has a level and a spread of its own again. */
function rescale(standings: Float32Array): void {
  const { median, spread } = distributionOf(scored(standings))
  for (let position = 0; position < standings.length; position++)
    standings[position] = (standings[position]! - median) / spread
}

/** Numbers by position as something that can be ranked. */
export const scored = (numbers: Float32Array): Scored => ({
  count: numbers.length,
  values: numbers,
  at: (position) => numbers[position]!,
})
