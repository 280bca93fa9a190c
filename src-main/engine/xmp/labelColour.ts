import { colourNumber, colours, type Colour } from '../../../src-shared/marks.ts'

/** xmp:Label is text: what programs write for a colour, in the languages of Lightroom and of this program's window. */
const WORDS: Record<Colour, readonly string[]> = {
  red: [
    'red',
    'rot',
    'rouge',
    'rojo',
    'rosso',
    'vermelho',
    'rood',
    'röd',
    'レッド',
    '赤',
    '빨강',
    '红色',
    '紅色',
  ],
  yellow: [
    'yellow',
    'gelb',
    'jaune',
    'amarillo',
    'giallo',
    'amarelo',
    'geel',
    'gul',
    'イエロー',
    '黄',
    '노랑',
    '黄色',
    '黃色',
  ],
  green: [
    'green',
    'grün',
    'vert',
    'verde',
    'groen',
    'grön',
    'グリーン',
    '緑',
    '초록',
    '녹색',
    '绿色',
    '綠色',
  ],
  blue: ['blue', 'blau', 'bleu', 'azul', 'blu', 'blauw', 'blå', 'ブルー', '青', '파랑', '蓝色', '藍色'],
  purple: [
    'purple',
    'lila',
    'violett',
    'violet',
    'púrpura',
    'viola',
    'roxo',
    'paars',
    'パープル',
    '紫',
    '보라',
    '자주',
    '紫色',
  ],
}

/** The number of a colour label (src-shared/marks.ts); null for labels that are no colour that we have. */
export function labelColour(label: string | null | undefined): number | null {
  const word = label?.trim().toLowerCase()
  const entry = Object.entries(WORDS).find(([, words]) => word !== undefined && words.includes(word))
  return entry ? colourNumber(entry[0] as Colour) : null
}

/** A colour as every program reads it, in English; null where it is none. */
export function colourLabel(number: number): string | null {
  const colour = colours[number - 1]
  return colour === undefined ? null : colour[0]!.toUpperCase() + colour.slice(1)
}
