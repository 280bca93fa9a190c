/** Which of so many things belong together, as pairs are told. */
export interface Union {
  join(one: number, other: number): void
  /** The groups of two and more, each ascending. */
  groups(): number[][]
}

export function createUnion(count: number): Union {
  const parent = Uint32Array.from({ length: count }, (_, index) => index)
  function rootOf(index: number): number {
    let root = index
    while (parent[root] !== root) root = parent[root]!
    while (parent[index] !== root) [index, parent[index]] = [parent[index]!, root]
    return root
  }
  return {
    join(one, other) {
      const [a, b] = [rootOf(one), rootOf(other)]
      parent[Math.max(a, b)] = Math.min(a, b)
    },
    groups() {
      const groups = new Map<number, number[]>()
      for (let index = 0; index < count; index++) {
        const root = rootOf(index)
        const group = groups.get(root)
        if (group) group.push(index)
        else groups.set(root, [index])
      }
      return [...groups.values()].filter(({ length }) => length > 1)
    },
  }
}
