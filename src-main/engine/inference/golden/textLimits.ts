import { LumitagError } from '../../../../src-shared/errors.ts'
import type { TextLimits, TextTower } from '../protocol.ts'
import { integers, openSession, type Session } from '../session.ts'
import { unloadTextTower } from '../textTower.ts'
import { loadTokenizer } from '../tokenizer/tokenizer.ts'
import { openVocabulary } from '../tokenizer/vocabularyFile.ts'

/**
 * Which ids, and how many, a text tower takes: a tower, a tokenizer and a config.json that are not from one model differ
 * in this. ONNX Runtime refuses an id that the tower's table has no row for.
 */
export async function findTextLimits(tower: TextTower, declared: number | null): Promise<TextLimits> {
  await unloadTextTower() // two of them might not fit into memory
  const { length } = await loadTokenizer(tower.tokenizerFile, tower, tower.vocabulary)
  const pieces = (await openVocabulary(tower.tokenizerFile, tower.vocabulary)).ids.size
  const session = await openSession(tower.file, 'input_ids', ['attention_mask'])
  const takes = (id: number, count = length): Promise<boolean> => run(session, Array<number>(count).fill(id))
  try {
    return {
      pieces,
      length,
      takesPieces: await takes(pieces - 1),
      takesLast: declared === null ? null : await takes(declared - 1),
      takesMore: declared === null ? null : await takes(declared),
      takesLonger: await takes(0, length + 1),
    }
  } finally {
    await session.release()
  }
}

async function run(session: Session, ids: readonly number[]): Promise<boolean> {
  const shape = [1, ids.length]
  const mask = session.inputs.get('attention_mask')
  try {
    await session.run({
      input_ids: integers(ids, session.inputs.get('input_ids')?.type, shape),
      ...(mask && { attention_mask: integers(new Uint8Array(ids.length).fill(1), mask.type, shape) }),
    })
    return true
  } catch (error) {
    if (error instanceof LumitagError && error.code === 'INFERENCE_FAILED') return false
    throw error
  }
}
