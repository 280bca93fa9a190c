import type { Finding } from '../../../../src-shared/schemas/modelCheck.ts'
import type { TextLimits } from '../../inference/protocol.ts'

/** What the ids that a text tower takes say about its tokenizer and its config.json. */
export function vocabularyFindings(limits: TextLimits, declared: number | null): Finding[] {
  return [vocabularyFinding(limits, declared), lengthFinding(limits)]
}

function vocabularyFinding(
  { pieces, takesPieces, takesLast, takesMore }: TextLimits,
  declared: number | null,
): Finding {
  const finding = (verdict: Finding['verdict'], code: Finding['code'], words: string): Finding => ({
    about: 'vocabulary',
    verdict,
    code,
    words,
  })
  const advice = 'They are of different models: get all files from one repository.'
  if (!takesPieces)
    return finding(
      'bad',
      'MODEL_INCOMPATIBLE',
      `tokenizer.json knows ${count(pieces)} pieces, and the text tower fewer. ${advice}`,
    )
  if (declared === null)
    return finding(
      'unknown',
      null,
      `The text tower takes all ${count(pieces)} pieces of tokenizer.json. config.json does not say how many there should be.`,
    )
  if (takesLast === false || takesMore === true)
    return finding(
      takesMore ? 'doubtful' : 'bad',
      takesMore ? 'TOWERS_DISAGREE' : 'MODEL_INCOMPATIBLE',
      `config.json says ${count(declared)} pieces, and the text tower has ${takesMore ? 'more' : 'fewer'}. ${advice}`,
    )
  return finding(
    'good',
    null,
    `Text tower, tokenizer and config.json have the same vocabulary (${count(declared)} pieces).`,
  )
}

function lengthFinding({ length, takesLonger }: TextLimits): Finding {
  return takesLonger
    ? {
        about: 'length',
        verdict: 'unknown',
        code: null,
        words: `The text tower takes texts of any length, so whether ${length} pieces is what it was trained with could not be checked.`,
      }
    : {
        about: 'length',
        verdict: 'good',
        code: null,
        words: `The text tower reads ${length} pieces, and no more.`,
      }
}

const count = (number: number): string => number.toLocaleString('en')
