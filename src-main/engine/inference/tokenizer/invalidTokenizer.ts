import { LumitagError } from '../../../../src-shared/errors.ts'

/** TOKENIZER_INVALID: what is wrong with the file, and what to do. */
export function invalidTokenizer(why: string, cause?: unknown): LumitagError {
  const message = `The model’s tokenizer.json cannot be used: ${why}. Download the model again, or choose a SigLIP 2 model.`
  return new LumitagError('TOKENIZER_INVALID', message, { cause })
}
