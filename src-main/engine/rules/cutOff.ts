/** Below so many scores there is no distribution to speak of: everything is shown, in order. */
const FEWEST = 50
/** What stands out at all, in spreads: so that of 300 photos, and of any number, about 20 do so by chance alone. */
const BY_CHANCE = { photos: 300, standing: 1.5, perTenfold: 0.8 }

/** How much of the tail's variance the split must explain: a single bell explains 0.64 when cut in the middle. */
const CLEAR = 0.68
/** Where it does not fall apart, so much of the best still fits. */
const PART_OF_BEST = 0.5

/**
 * The standing from which photos fit what is looked for: where the upper tail of the distribution falls apart into two
 * groups (Otsu's threshold), or half of the best where it does not. No fixed number of results, no score of one model.
 */
export function leastStanding(standings: Float32Array): number {
  // plain loops: callbacks and iterators take ten times as long over 100,000 photos
  let known = 0
  for (let at = 0; at < standings.length; at++) if (!Number.isNaN(standings[at])) known++
  if (known < FEWEST) return -Infinity
  const { photos, standing, perTenfold } = BY_CHANCE
  const least = standing + perTenfold * Math.max(0, Math.log10(known / photos))
  const above: number[] = []
  for (let at = 0; at < standings.length; at++) if (standings[at]! >= least) above.push(standings[at]!)
  const tail = Float32Array.from(above).sort()
  if (tail.length < 2) return least
  const { at, explained } = split(tail)
  return explained >= CLEAR ? at : Math.max(least, tail.at(-1)! * PART_OF_BEST)
}

/** Where ascending numbers fall apart best: the least of the upper group, and its part of the variance. */
function split(ascending: Float32Array): { at: number; explained: number } {
  const { length } = ascending
  const total = ascending.reduce((sum, number) => sum + number, 0)
  const mean = total / length
  const variance = ascending.reduce((sum, number) => sum + (number - mean) ** 2, 0) / length
  let below = 0
  let most = -1
  let at = ascending[0]!
  for (let count = 1; count < length; count++) {
    below += ascending[count - 1]!
    const others = length - count
    const distance = (total - below) / others - below / count
    const between = (count / length) * (others / length) * distance ** 2
    if (between <= most) continue
    most = between
    at = ascending[count]!
  }
  return { at, explained: variance > 0 ? most / variance : 0 }
}
