import { line, scan, WHITE } from '../paper.ts'
import type { Scene } from '../scene.ts'

const PARAGRAPHS = [
  ['Dear members of the garden club,'],
  [
    'thank you for a wonderful season. Together we planted forty fruit trees along',
    'the old railway line, repaired the greenhouse roof and opened the gate to',
    'more than six hundred visitors on the day of the open garden.',
  ],
  [
    'Next year we want to renew the herb beds near the south wall. The plan and',
    'the costs are on the following page. Please bring your ideas to our meeting',
    'on Thursday, 14 November, at half past seven in the village hall.',
  ],
  [
    'The seeds that you ordered can be collected from the shed on any Saturday',
    'morning. Those of you who lent us tools will find them cleaned, oiled and',
    'labelled on the shelf beside the door.',
  ],
  [
    'The museum has offered to show our photographs of the old orchard from',
    'spring onwards. If you have pictures in your albums, please lend them to us:',
    'we will scan them with care and return them within two weeks.',
  ],
  [
    'Finally, the committee will be elected again in January. We are looking for a',
    'treasurer and for somebody who enjoys writing this newsletter.',
  ],
  ['With kind regards,'],
]

let y = 330
const body = PARAGRAPHS.map((lines) => {
  const block = lines.map((text, i) => line(80, y + i * 23, 15.2, text)).join('')
  y += lines.length * 23 + 22
  return block
}).join('')

const page = `<g font-family="DejaVu Serif, serif" fill="#24262b">
  <path d="M80 88 q14 -34 34 0 q-20 16 -34 0Z" fill="#3d7a45"/><path d="M97 100 v26" stroke="#3d7a45" stroke-width="4"/>
  ${line(132, 108, 30, 'Hillside Garden Club', 'font-weight="bold" fill="#2f5d38"')}
  ${line(132, 132, 13, '3 Orchard Lane · Founded 1987')}
  <path d="M80 156 H627" stroke="#3d7a45" stroke-width="2"/>
  ${line(627, 208, 14, '21 October 2024', 'text-anchor="end"')}
  ${line(80, 270, 21, 'Our season and the plans for next year', 'font-weight="bold"')}
  ${body}
  <path d="M84 ${y + 12} c12 -40 22 -44 20 -10 c-2 26 -10 20 -2 -6 c8 -22 14 -8 14 4 c2 10 10 -14 16 -12 c6 2 -2 18 6 14 c12 -6 10 -34 20 -36 c8 0 -6 40 6 34 c12 -6 16 -18 30 -14 c14 4 26 -4 40 -10" fill="none" stroke="#1d3f8c" stroke-width="2.6" stroke-linecap="round"/>
  ${line(80, y + 60, 15.2, 'The committee')}
  ${line(353, 962, 12, '1 / 2', 'text-anchor="middle"')}
</g>`

/** A typed letter, scanned. */
export const letter: Scene = {
  paint: ({ height }) => scan({ elements: page, shape: 0.7071, paper: WHITE }, height),
  development: { film: false, bloom: 0, vignette: 0, grain: 0 },
}
