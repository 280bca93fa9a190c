import { colourNumber, type Colour } from '../../../../src-shared/marks.ts'

/** xmp:Label is text: what programs write for a colour, in the languages of Lightroom and of this program's window. */
const WORDS: Record<Colour, readonly string[]> = {
  red: ['red', 'rot', 'rouge', 'rojo', 'rosso', 'vermelho', 'rood', 'レッド', '红色', '紅色'],
  yellow: ['yellow', 'gelb', 'jaune', 'amarillo', 'giallo', 'amarelo', 'geel', 'イエロー', '黄色', '黃色'],
  green: ['green', 'grün', 'vert', 'verde', 'groen', 'グリーン', '绿色', '綠色'],
  blue: ['blue', 'blau', 'bleu', 'azul', 'blu', 'blauw', 'ブルー', '蓝色', '藍色'],
  purple: ['purple', 'lila', 'violett', 'violet', 'púrpura', 'viola', 'roxo', 'paars', 'パープル', '紫色'],
}

/** The number of a colour label (src-shared/marks.ts); null for labels that are no colour that we have. */
export function labelColour(label: string | null): number | null {
  const word = label?.trim().toLowerCase()
  const entry = Object.entries(WORDS).find(([, words]) => word !== undefined && words.includes(word))
  return entry ? colourNumber(entry[0] as Colour) : null
}
