/** How many words are proposed for one that is not known. */
const MOST = 3
/** A word this long may end in a known one: Schäferhund, but not "again" in "gain". */
const LONG_TAIL = 4
const LONG_HEAD = 3

/**
 * Known names near a word that was never taught, nearest first: spelt nearly alike, then what it is a kind of by `related`
 * ("dog: akita; husky", one known name per line), else the one it ends in.
 */
export function createNeighbours(
  names: ReadonlySet<string>,
  related: readonly string[],
): (word: string) => string[] {
  const single = [...names].filter((name) => /^[\p{L}\p{M}]{3,}$/u.test(name))
  const found = new Map<string, string[]>()
  let above: Map<string, string[]> | undefined

  const find = (word: string): string[] => {
    above ??= readRelated(related)
    const kindOf = above.get(word) ?? above.get(word.replace(/(es|s)$/, '')) ?? []
    const near = [...new Set([...speltAlike(word, single), ...kindOf])]
    return (near.length > 0 ? near : endOf(word, single)).slice(0, MOST)
  }
  return (word) => {
    const near = found.get(word) ?? find(word)
    found.set(word, near)
    return near
  }
}

/** Slips of the finger: none in a short word, one in a middling one, two in a long one, never the first letter. */
function speltAlike(word: string, names: readonly string[]): string[] {
  const limit = word.length < 5 ? 0 : word.length < 8 ? 1 : 2
  const alike = names
    .filter((name) => name[0] === word[0] && Math.abs(name.length - word.length) <= limit)
    .map((name) => ({ name, distance: slips(word, name) }))
  const fewest = Math.min(limit, ...alike.map(({ distance }) => distance))
  return alike.filter(({ distance }) => distance === fewest && distance > 0).map(({ name }) => name)
}

function endOf(word: string, names: readonly string[]): string[] {
  return names
    .filter(
      (name) => name.length >= LONG_TAIL && word.length >= name.length + LONG_HEAD && word.endsWith(name),
    )
    .sort((one, other) => other.length - one.length)
    .slice(0, 1)
}

function readRelated(lines: readonly string[]): Map<string, string[]> {
  const above = new Map<string, string[]>()
  for (const line of lines) {
    const [name, words] = line.split(': ')
    for (const word of words?.split('; ') ?? []) above.set(word, [...(above.get(word) ?? []), name!])
  }
  return above
}

/** Letters put in, left out, mistaken or swapped with the next (optimal string alignment). */
function slips(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const mistaken = last[j - 1]! + Number(one[i - 1] !== other[j - 1])
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      row.push(Math.min(mistaken, last[j]! + 1, row[j - 1]! + 1, swapped ? before[j - 2]! + 1 : Infinity))
    }
    ;[before, last] = [last, row]
  }
  return last[other.length]!
}
