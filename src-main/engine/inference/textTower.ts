import { availableParallelism } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import type { Tensor } from 'onnxruntime-node'
import type { TextTower } from './protocol.ts'
import { integers, openSession, type Session } from './session.ts'
import { loadTokenizer, type Tokenizer } from './tokenizer/tokenizer.ts'

/** Somebody waits for a text, while photos are many: each of them has one thread. More than four hardly help. */
const THREADS = Math.min(4, Number(process.env.LUMITAG_THREADS) || availableParallelism())

interface Loaded {
  tower: TextTower
  session: Session
  tokenizer: Tokenizer
}
/** One stays loaded per worker; another model's takes its place. */
let loaded: Loaded | undefined

/** L2-normalised embeddings of texts, one after the other: batches are no faster (PERFORMANCE.md). */
export async function embedTexts(tower: TextTower, texts: readonly string[]): Promise<Float32Array[]> {
  const { session, tokenizer } = await load(tower)
  const embeddings: Float32Array[] = []
  for (const text of texts) embeddings.push(await session.run(feedsOf(tokenizer.encode(text), session)))
  return embeddings
}

/** The share of each text's characters that the tower's tokenizer reads byte by byte. */
export async function spellingOf(tower: TextTower, texts: readonly string[]): Promise<number[]> {
  const { tokenizer } = await load(tower)
  return texts.map((text) => tokenizer.spelt(text))
}

async function load(tower: TextTower): Promise<Loaded> {
  if (loaded && isDeepStrictEqual(loaded.tower, tower)) return loaded
  await unloadTextTower()
  const tokenizer = await loadTokenizer(tower.tokenizerFile, tower, tower.vocabulary)
  return (loaded = {
    tower,
    tokenizer,
    session: await openSession(tower.file, 'input_ids', ['attention_mask'], { threads: THREADS }),
  })
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
