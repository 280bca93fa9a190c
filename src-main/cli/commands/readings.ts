import type { LabelReading, Reading } from '../../../src-shared/schemas/classification.ts'
import { bar, cut, scoreText, shareText } from '../cells.ts'
import { widthOf, type Output } from '../output.ts'

export interface ReadingOptions {
  /** labels stay in the order they were written in, instead of best first */
  keepOrder?: boolean
}

const WIDEST_LABEL = 32
const BAR = { least: 6, most: 24 }
/** Columns of a number behind a bar, of the blanks between columns, and of the last one. */
const NUMBER = 8
const GAP = 2
const DIFFERENCE = 12
/** Where the output is no terminal. */
const USUAL_WIDTH = 100

/** A number that models give each label, and how it is written. */
interface Measure {
  title: string
  of: (reading: LabelReading) => number | null
  text: (value: number) => string
}
const RAW: Measure = {
  title: 'Score of each label by itself (raw sigmoid)',
  of: ({ score }) => score,
  text: scoreText,
}
const SHARE: Measure = {
  title: 'Best of these (softmax: shares of 100 %)',
  of: ({ share }) => share,
  text: shareText,
}

/** What models say about a photo, side by side, as bars: a table of scores, and one of shares. */
export function sayReadings(
  path: string,
  readings: readonly Reading[],
  options: ReadingOptions,
  output: Output,
): void {
  for (const reading of readings) output.event({ event: 'reading', path, ...reading })
  if (readings.length === 0) return
  const order = orderOf(readings[0]!, options)
  const scored = readings.filter(({ model }) => model.scoring === 'sigmoid')
  for (const [measure, shown] of [
    [RAW, scored],
    [SHARE, readings],
  ] as const) {
    if (shown.length === 0) continue
    output.say(measure.title)
    sayTable(measure, shown, order, output)
    output.say()
  }
  for (const { model } of readings)
    if (model.scoring === 'softmax')
      output.say(`${model.name} has no score for one label alone: it only says which of them fits best.`)
    else if (!model.exactScale)
      output.say(`${model.name}: scores are approximate, as its scale and bias are not in its folder.`)
  const times = readings.map(
    ({ model, milliseconds }) => `${model.name} ${Math.max(1, Math.round(milliseconds))} ms`,
  )
  output.say(`Read in: ${times.join(', ')}.`)
}

/** Places of the labels, best first by the first model. */
function orderOf({ labels }: Reading, { keepOrder = false }: ReadingOptions): number[] {
  const places = labels.map((_label, index) => index)
  return keepOrder ? places : places.sort((one, other) => labels[other]!.logit - labels[one]!.logit)
}

function sayTable(
  { of, text }: Measure,
  readings: readonly Reading[],
  order: readonly number[],
  output: Output,
): void {
  const names = readings[0]!.labels.map(({ label }) => cut(label, WIDEST_LABEL))
  const several = readings.length > 1
  const room =
    (process.stdout.columns ?? USUAL_WIDTH) -
    Math.max(...names.map(widthOf)) -
    (several ? DIFFERENCE + GAP : 0)
  const column = Math.floor(room / readings.length) - GAP
  const width = Math.min(BAR.most, Math.max(BAR.least, column - NUMBER))
  output.table(
    [
      'Label',
      ...readings.map(({ model }) => cut(model.name, width + NUMBER)),
      ...(several ? ['Difference'] : []),
    ],
    order.map((place) => {
      const values = readings.map(({ labels }) => of(labels[place]!) ?? 0)
      const cells = values.map((value) => `${bar(value, width)} ${text(value)}`)
      return [names[place]!, ...cells, ...(several ? [text(Math.max(...values) - Math.min(...values))] : [])]
    }),
  )
}
