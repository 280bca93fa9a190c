import { extname, resolve } from 'node:path'
import type { HeatMap, NearestMarks, WhyRequest } from '../../../src-shared/schemas/why.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Output } from '../output.ts'
import { sayModel } from '../starterNote.ts'

export interface WhyOptions {
  label: string[]
  output?: string
}

/** From nothing to the strongest place for a label; a dot speaks against it. */
const SHADES = [' ', '░', '▒', '▓', '█']
const AGAINST = '·'
const METHODS = {
  regions: "by the model's own head, part by part",
  occlusion: 'by hiding one part after the other',
}

/** Where in a photo labels are seen, as a picture of characters, JSON, or a PNG. */
export async function explainLabels(
  engine: Engine,
  file: string,
  { label: names, output: picture }: WhyOptions,
  output: Output,
): Promise<void> {
  const { id } = await engine.call('photos.locate', { path: file })
  const labels = await engine.call('labels.list')
  for (const [at, name] of names.entries()) {
    const label = labels.find((one) => one.name.toLocaleLowerCase() === name.trim().toLocaleLowerCase())
    const map = await mapOf(
      engine,
      { photoId: id, ...(label ? { labelId: label.id } : { prompts: [name] }) },
      output,
    )
    const nearest = label
      ? await engine.call('labels.nearest', { photoId: id, labelId: label.id })
      : undefined
    const drawn = picture && numbered(picture, at)
    if (drawn) await engine.drawHeatMap(id, map, resolve(drawn))
    output.event({
      event: 'why',
      label: label?.name ?? name,
      isLabel: !!label,
      ...map,
      ...nearest,
      picture: drawn,
    })
    if (at > 0) output.say()
    output.say(`${label?.name ?? `“${name}”, which is no label of yours`}: ${METHODS[map.method]}`)
    output.say(drawing(map))
    output.say(
      `Cosine of the whole photo ${map.cosine.toFixed(4)}; █ is a place that counts for ${map.full.toFixed(4)} of it.`,
    )
    if (nearest) await sayNearest(engine, nearest, output)
    if (drawn) output.say(`Written to ${drawn}.`)
  }
  await sayModel(engine, output)
}

async function mapOf(engine: Engine, request: WhyRequest, output: Output): Promise<HeatMap> {
  const { signal } = new AbortController()
  for await (const { done, of, map } of engine.handlers['labels.why'](request, { signal })) {
    if (map) return map
    if (process.stderr.isTTY && !output.json) process.stderr.write(`\r${done} of ${of} parts looked at `)
  }
  throw new Error('The map did not come.')
}

/** why.png, why-2.png, … */
function numbered(file: string, at: number): string {
  if (at === 0) return file
  const extension = extname(file)
  return `${file.slice(0, file.length - extension.length)}-${at + 1}${extension}`
}

/** Two columns to a cell, which on a terminal is about a square. */
function drawing({ values, rows, columns, full }: HeatMap): string {
  const shade = (value: number): string => {
    const strength = value / full
    if (strength < -0.25) return AGAINST
    return SHADES[Math.min(SHADES.length - 1, Math.round(Math.max(0, strength) * (SHADES.length - 1)))]!
  }
  const line = (row: number): string =>
    values
      .slice(row * columns, (row + 1) * columns)
      .map((value) => shade(value).repeat(2))
      .join('')
  const edge = '─'.repeat(columns * 2)
  return [`┌${edge}┐`, ...Array.from({ length: rows }, (_, row) => `│${line(row)}│`), `└${edge}┘`].join('\n')
}

async function sayNearest(
  engine: Engine,
  { accepted, rejected }: NearestMarks,
  output: Output,
): Promise<void> {
  if (accepted.length + rejected.length === 0)
    return output.say('You have accepted and rejected no photo for it yet.')
  const rows = [
    ...accepted.map((one) => ['accepted', one] as const),
    ...rejected.map((one) => ['rejected', one] as const),
  ]
  output.table(
    ['Nearest', 'Cosine', 'Photo'],
    await Promise.all(
      rows.map(async ([state, { id, cosine }]) => [
        state,
        cosine.toFixed(3),
        (await engine.call('photos.get', { id })).location,
      ]),
    ),
  )
}
