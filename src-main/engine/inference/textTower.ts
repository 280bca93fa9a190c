import type { Tensor } from 'onnxruntime-node'
import type { TextTower } from './protocol.ts'
import { integers, openSession, type Session } from './session.ts'
import { loadTokenizer, type Tokenizer } from './tokenizer/tokenizer.ts'

/** One stays loaded per worker; another model's takes its place. */
let loaded: { session: Session; tokenizer: Tokenizer } | undefined

/** L2-normalised embeddings of texts, one after the other: batches are no faster (PERFORMANCE.md). */
export async function embedTexts(tower: TextTower, texts: readonly string[]): Promise<Float32Array[]> {
  if (loaded?.session.file !== tower.file) {
    await unloadTextTower()
    const tokenizer = await loadTokenizer(tower.tokenizerFile, tower.length)
    loaded = { session: await openSession(tower.file, 'input_ids', ['attention_mask']), tokenizer }
  }
  const { session, tokenizer } = loaded
  const embeddings: Float32Array[] = []
  for (const text of texts) embeddings.push(await session.run(feedsOf(tokenizer.encode(text), session)))
  return embeddings
}

export async function unloadTextTower(): Promise<void> {
  await loaded?.session.release()
  loaded = undefined
}

/**
 * Nothing is masked: SigLIP was trained to read its padding, and CLIP, which looks back only, takes its embedding at the
 * first end mark, before any padding.
 */
function feedsOf(ids: BigInt64Array, { inputs }: Session): Record<string, Tensor> {
  const shape = [1, ids.length]
  const mask = inputs.get('attention_mask')
  return {
    input_ids: integers(ids, inputs.get('input_ids')?.type, shape),
    ...(mask && { attention_mask: integers(new Uint8Array(ids.length).fill(1), mask.type, shape) }),
  }
}
