import { line, scan } from '../paper.ts'
import type { Scene } from '../scene.ts'
import { hex } from '../vector.ts'

const ITEMS: readonly (readonly [string, string])[] = [
  ['Bread, wholemeal', '3.40'],
  ['Butter 250 g', '2.79'],
  ['Apples 1.2 kg', '3.59'],
  ['Coffee beans 500 g', '8.95'],
  ['Tomatoes', '2.49'],
  ['Goat cheese', '4.20'],
  ['Olive oil 0.75 l', '9.90'],
  ['Tulips, bunch', '4.99'],
  ['Paper bag', '0.20'],
]

const rule = (y: number): string =>
  `<path d="M34 ${y} H386" stroke="#333" stroke-width="2" stroke-dasharray="7 5"/>`
const bars = Array.from({ length: 58 }, (_, i) =>
  (i * 7919) % 11 > 4 ? `<rect x="${64 + i * 5}" y="902" width="${2 + (i % 3)}" height="58"/>` : '',
).join('')

const print = `<g transform="translate(10 10)" font-family="DejaVu Sans Mono, monospace" fill="#26262b">
  ${line(210, 78, 40, 'CORNER MARKET', 'text-anchor="middle" font-weight="bold"')}
  ${line(210, 116, 22, '14 Harbour Street', 'text-anchor="middle"')}
  ${line(210, 146, 22, 'Tel. 555 0142', 'text-anchor="middle"')}
  ${rule(172)}
  ${line(34, 208, 21, '14.06.2024  17:42   Till 3')}
  ${rule(228)}
  ${ITEMS.map(([name, price], i) => line(34, 274 + i * 42, 23, name) + line(386, 274 + i * 42, 23, price, 'text-anchor="end"')).join('')}
  ${rule(640)}
  ${line(34, 690, 36, 'TOTAL', 'font-weight="bold"')}${line(386, 690, 36, '40.51', 'text-anchor="end" font-weight="bold"')}
  ${line(34, 734, 23, 'Card')}${line(386, 734, 23, '40.51', 'text-anchor="end"')}
  ${line(34, 768, 23, 'VAT 7 %')}${line(386, 768, 23, '2.65', 'text-anchor="end"')}
  ${rule(792)}
  ${line(210, 840, 25, 'THANK YOU', 'text-anchor="middle" font-weight="bold"')}
  ${line(210, 874, 20, 'Please come again', 'text-anchor="middle"')}
  ${bars}
</g>`

/** A till receipt, scanned. */
export const receipt: Scene = {
  paint: ({ height }) => scan({ elements: print, shape: 0.44, paper: hex('#f4f1ea') }, height),
  development: { film: false, bloom: 0, vignette: 0.12, grain: 0.015 },
}
