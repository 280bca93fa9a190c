import type { z } from 'zod'
import { minusTerm } from './schemas/formula.ts'

/** "people", or "people:0.8" with how much of it is taken off. */
export function parseMinus(term: string): z.input<typeof minusTerm> {
  const [, text = term, weight] = /^(.*\S)\s*:\s*([0-9.]+)$/.exec(term) ?? []
  return weight === undefined ? { text } : { text, weight: Number(weight) }
}

/** A minus term as it is written; the weight only where it would be read as another one without. */
export function writeMinus({ text, weight }: z.output<typeof minusTerm>): string {
  const usual = minusTerm.parse({ text }).weight
  return weight === usual && parseMinus(text).weight === undefined ? text : `${text}:${weight}`
}
