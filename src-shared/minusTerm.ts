/** How much of a minus term is taken off where nothing else is said. */
export const USUAL_MINUS_WEIGHT = 0.5
export const LEAST_MINUS_WEIGHT = 0.05
export const MOST_MINUS_WEIGHT = 2

/** "people", or "people:0.8" with how much of it is taken off. */
export function parseMinus(term: string): { text: string; weight?: number } {
  const [, text = term, weight] = /^(.*\S)\s*:\s*([0-9.]+)$/.exec(term) ?? []
  return weight === undefined ? { text } : { text, weight: Number(weight) }
}

/** Whether the weight of a term is one that can be taken off; while it is typed it often is not: "people:0". */
export function hasMinusWeight(term: string): boolean {
  const { weight = USUAL_MINUS_WEIGHT } = parseMinus(term)
  return weight >= LEAST_MINUS_WEIGHT && weight <= MOST_MINUS_WEIGHT
}

/** A minus term as it is written; the weight only where it would be read as another one without. */
export function writeMinus({ text, weight }: { text: string; weight: number }): string {
  return weight === USUAL_MINUS_WEIGHT && parseMinus(text).weight === undefined ? text : `${text}:${weight}`
}
