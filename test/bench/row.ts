import type { Bench } from './context.ts'

/** Numbers behind a value, by name; what is not a number says how it was measured. */
export type Figures = Record<string, number | string>

export interface Measured {
  value: number
  figures: Figures
}

export type Goal = { atLeast: number } | { atMost: number }

/** A line of the benchmark: what it is called, what is good, and how it is measured. */
export interface RowDefinition {
  id: string
  goal: Goal
  unit: 'ratio' | 'ms' | 'MB'
  measure(bench: Bench): Promise<Measured>
}

/** A row cannot be measured here; the message says why, and what would change that. */
export class LeftOut extends Error {}

/** ">= 0.90": a floor, "<= 50": a ceiling. */
export const goalText = (goal: Goal): string =>
  'atLeast' in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`

/** Whether a value is as good as its goal, given as text. */
export function meets(value: number, goal: string): boolean {
  const [direction, bound] = goal.split(' ')
  return direction === '>=' ? value >= Number(bound) : value <= Number(bound)
}

/** A shorter number for reading: three digits that count. */
export const rounded = (value: number): number => Number(value.toPrecision(value >= 1000 ? 6 : 3))
