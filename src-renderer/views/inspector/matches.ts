/** Known tags that fit what is typed: those that begin with it first, then those that contain it. */
export function matchingTags(typed: string, known: readonly string[], most = 6): string[] {
  const wanted = fold(typed.trim())
  if (wanted === '') return []
  const rank = (path: string): number => {
    const text = fold(path)
    if (text.startsWith(wanted) || text.includes(`> ${wanted}`)) return 0
    return text.includes(wanted) ? 1 : 2
  }
  return known
    .map((path) => ({ path, rank: rank(path) }))
    .filter((one) => one.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.path.localeCompare(b.path))
    .slice(0, most)
    .map((one) => one.path)
}

/** Letters without case and accents, so that "cafe" finds "Café". */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
