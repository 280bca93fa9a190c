import type { Classification, LabelReading, Reading } from '../../../src-shared/schemas/classification.ts'

/** One model's answers as a table shows them: the model may have failed, or have no such number. */
export type Column =
  { id: string; reading: Reading } | { id: string; reading: null; problem: Classification['failed'][number] }

/** The columns in the order in which models were asked. */
export function columnsOf({ readings, failed }: Classification, asked: readonly string[]): Column[] {
  const all: Column[] = [
    ...readings.map((reading) => ({ id: reading.model.id, reading })),
    ...failed.map((problem) => ({ id: problem.id, reading: null, problem })),
  ]
  return all.sort((one, other) => asked.indexOf(one.id) - asked.indexOf(other.id))
}

/** Places of the labels: as they were typed, or best first by the first model that could read. */
export function placesOf({ readings }: Classification, keepOrder: boolean): number[] {
  const labels = readings[0]?.labels ?? []
  const places = labels.map((_label, place) => place)
  return keepOrder ? places : places.sort((one, other) => labels[other]!.logit - labels[one]!.logit)
}

/** A number that models give each label. */
export type Measure = (reading: LabelReading) => number | null

/** How far apart models are about a label; null where fewer than two have such a number. */
export function differenceAt(columns: readonly Column[], place: number, measure: Measure): number | null {
  const values = columns.flatMap(({ reading }) => {
    const value = reading && measure(reading.labels[place]!)
    return value === null ? [] : [value]
  })
  return values.length < 2 ? null : Math.max(...values) - Math.min(...values)
}

/** The place of a column's highest number; -1 where it has none. */
export function bestPlace({ reading }: Column, measure: Measure): number {
  const values = reading?.labels.map((label) => measure(label) ?? -Infinity) ?? []
  const most = Math.max(...values)
  return most === -Infinity ? -1 : values.indexOf(most)
}
