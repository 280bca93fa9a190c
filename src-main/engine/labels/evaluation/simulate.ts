/* A user who answers some of what is asked, and photos that were not among it. */

const FOLDS = 5

/** Which fifth of the photos each belongs to: those that show a label are spread evenly, and so are the others. */
export function foldsOf(shows: readonly boolean[]): number[] {
  const counts = [0, 0]
  return shows.map((isShown) => counts[Number(isShown)]!++ % FOLDS)
}

/**
 * What somebody who goes through the photos from the best down would have accepted and rejected, at most so many of each,
 * among those of the other folds.
 */
export function clicks(
  values: readonly number[],
  shows: readonly boolean[],
  folds: readonly number[],
  fold: number,
  most: number,
): { accepted: number[]; rejected: number[] } {
  const asked = values
    .map((_, at) => at)
    .filter((at) => folds[at] !== fold)
    .sort((a, b) => values[b]! - values[a]! || a - b)
  return {
    accepted: asked.filter((at) => shows[at]).slice(0, most),
    rejected: asked.filter((at) => !shows[at]).slice(0, most),
  }
}

/** For each photo, what is said about it by what was learnt from the other folds. */
export function acrossFolds(
  shows: readonly boolean[],
  isFound: (fold: number, folds: readonly number[]) => (at: number) => boolean,
): boolean[] {
  const folds = foldsOf(shows)
  const tests = Array.from({ length: FOLDS }, (_, fold) => isFound(fold, folds))
  return folds.map((fold, at) => tests[fold]!(at))
}
