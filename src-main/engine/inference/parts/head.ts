import { InferenceSession, Tensor } from 'onnxruntime-node'
import { embeddingIn, integers, ONE_THREAD, TOKENS } from '../session.ts'
import { cutGraph } from './cutGraph.ts'

/** What a NaFlex head may ask for beside its tokens: which of them are no padding. */
const MASK = 'pixel_attention_mask'

/** The pooling head of an image tower, which attends to whatever tokens it is given. */
export interface Head {
  /** The L2-normalised embedding of some of the tokens, by their numbers. */
  pool(tokens: Tensor, some: readonly number[]): Promise<Float32Array>
  release(): Promise<void>
}

/**
 * Cuts the head out of a tower's file, and loads it. Attention knows no order, so a head that is given the tokens of a
 * region alone answers as if it had been masked to them. A graph for one resolution counts on its number of tokens: it is
 * given each of the region's equally often, which leaves their average what it is. Null where the graph cannot be cut.
 */
export async function openHead(file: string, output: string): Promise<Head | null> {
  const graph = cutGraph(file, TOKENS, output, [MASK])
  if (!graph) return null
  const session = await InferenceSession.create(graph, ONE_THREAD).catch(() => null)
  if (!session) return null
  const mask = session.inputMetadata.find(({ name }) => name === MASK)
  return {
    async pool(tokens, some) {
      const width = tokens.dims.at(-1)!
      const all = tokens.data as Float32Array
      const count = mask ? some.length : tokens.dims[1]!
      const chosen = new Float32Array(count * width)
      for (let at = 0; at < count; at++) {
        const token = some[at % some.length]!
        chosen.set(all.subarray(token * width, (token + 1) * width), at * width)
      }
      const results = await session.run({
        [TOKENS]: new Tensor('float32', chosen, [1, count, width]),
        ...(mask?.isTensor && {
          [MASK]: integers(new Uint8Array(count).fill(1), mask.type, [1, count]),
        }),
      })
      return embeddingIn(results[output]!)
    },
    release: () => session.release(),
  }
}
