import { toErrorData, type ErrorData } from '../../../../src-shared/errors.ts'
import { packTokenizer, type Packed } from './packTokenizer.ts'

/* Entry of a process that packs the vocabulary of one tokenizer.json, and ends. */

export type PackingAnswer = Packed | { error: ErrorData }

const answer: PackingAnswer = await packTokenizer(process.argv[2]!).catch((error: unknown) => ({
  error: toErrorData(error),
}))
process.on('disconnect', () => process.exit())
process.send!(answer, () => process.disconnect())
