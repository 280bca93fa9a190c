import { PUNCTUATION } from './punctuation.ts'
import { lowerCase } from './lowerCase.ts'

/**
 * How SigLIP 2's labels are written before they are cut into pieces (SIGLIP2.md section 3.1): in lower case, as the
 * published models were trained; as they are; or as open_clip does, in lower case and without ASCII punctuation.
 */
export const textNorms = {
  lower: lowerCase,
  raw: (text: string): string => text,
  canonical: (text: string): string =>
    lowerCase(text.replaceAll('_', ' ').replace(PUNCTUATION, ''))
      .replace(/\p{White_Space}+/gu, ' ')
      .trim(),
} as const

export type TextNorm = keyof typeof textNorms
