import { closeSync, copyFileSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { made } from './cache.ts'
import { fillNormal, seeded } from './random.ts'

export const graphs = join(import.meta.dirname, '..', 'graphs')

/** What `graphs/<name>.json` says of the weights that were cut out of `<name>.onnx`. */
interface Description {
  weights_bytes: number
  tensors: [name: string, type: 'FLOAT' | 'INT8', shape: number[], offset: number, bytes: number][]
}

const SEED = 20_261_121
/** Wide enough that embeddings differ, small enough that twelve layers stay finite. */
const DEVIATION = 0.02

/** The weights of a graph, drawn at random once: the file that `<name>.onnx` expects beside it. */
export function weightsOf(name: string, cache: string): Promise<string> {
  const { weights_bytes: bytes, tensors } = JSON.parse(
    readFileSync(join(graphs, `${name}.json`), 'utf8'),
  ) as Description
  return made(join(cache, 'weights', `${name}.weights`), Math.ceil(bytes / 1e6), (path) => {
    const random = seeded(SEED)
    const file = openSync(path, 'w')
    try {
      for (const [, type, , offset, length] of tensors)
        writeSync(
          file,
          type === 'FLOAT' ? noise(length / 4, random) : randomBytes(length, random),
          0,
          length,
          offset,
        )
    } finally {
      closeSync(file)
    }
  })
}

/** A graph with its weights beside it. */
export async function graphFile(name: string, cache: string): Promise<string> {
  await weightsOf(name, cache)
  return made(join(cache, 'weights', `${name}.onnx`), 0, (path) =>
    copyFileSync(join(graphs, `${name}.onnx`), path),
  )
}

function noise(count: number, random: () => number): Uint8Array {
  const values = new Float32Array(count)
  fillNormal(values, DEVIATION, random)
  return new Uint8Array(values.buffer)
}

function randomBytes(count: number, random: () => number): Uint8Array {
  return Uint8Array.from({ length: count }, () => random() * 256)
}
