/** Numbers for names that many photos share, so that a column takes four bytes a photo. A number is never given again. */
export interface NameNumbers {
  /** by number; 0 is "no name" */
  readonly names: readonly (string | null)[]
  numberOf(name: string | null): number
}

export function createNameNumbers(): NameNumbers {
  const names: (string | null)[] = [null]
  const numbers = new Map<string, number>()
  return {
    names,
    numberOf(name) {
      if (!name) return 0
      let number = numbers.get(name)
      if (number === undefined) {
        number = names.push(name) - 1
        numbers.set(name, number)
      }
      return number
    },
  }
}
