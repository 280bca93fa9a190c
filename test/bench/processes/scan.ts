import { availableParallelism } from 'node:os'
import { createAllCores } from '../../../src-main/engine/inference/allCores.ts'
import { CosineCache } from '../../../src-main/engine/vectors/cosineCache.ts'
import { VectorStore } from '../../../src-main/engine/vectors/vectorStore.ts'
import { cpuMs } from '../machine/cpu.ts'
import { openGemm } from '../machine/gemm.ts'
import { openMemoryRead } from '../machine/memoryRead.ts'
import { seeded } from '../material/random.ts'
import { DIMENSIONS, unitVector } from '../material/vectorLibrary.ts'
import { answer } from './ask.ts'

/** All vectors of a library against one label, or many at once, each beside what the machine could do. */
export interface ScanInput {
  vectors: number
  /** 1: beside reading memory; more: beside matrix multiplication on all cores */
  labels: number
  rounds: number
}
export interface ScanRound {
  ms: number
  /** GB/s of memory read, or billions of operations a second */
  limit: number
}

/** Bytes that are read to learn how fast memory is: far more than any cache. */
const READ_BYTES = 512 * 1024 ** 2
const GEMM_MS = 300
/** Vectors that differ; what is in them makes no difference to speed. */
const DIFFERENT = 1000

await answer(async ({ vectors, labels, rounds }: ScanInput): Promise<ScanRound[]> => {
  const random = seeded(vectors)
  const different = Array.from({ length: DIFFERENT }, () => unitVector(random))
  const store = new VectorStore(DIMENSIONS)
  for (let id = 1; id <= vectors; id++) store.add(id, different[id % DIFFERENT]!)
  const limit = labels === 1 ? memoryLimit() : await gemmLimit()
  const out = new Float32Array(vectors)
  const queries = Array.from({ length: labels }, () => unitVector(random))
  const asked = queries.map((vector, index) => ({ key: String(index), vectors: [vector], lasting: true }))
  const cores = createAllCores(availableParallelism())
  const all: ScanRound[] = []
  for (let round = -1; round < rounds; round++) {
    const before = await limit()
    // one thread reads: its CPU time is what counts where others are at work too
    const now = labels === 1 ? cpuMs : () => performance.now()
    const start = now()
    if (labels === 1) store.cosines(queries[0]!, out)
    else await new CosineCache(store, cores.cosines).prepare(asked)
    const ms = now() - start
    // the first round warms up
    if (round >= 0) all.push({ ms, limit: (before + (await limit())) / 2 })
  }
  await cores.close()
  return all
})

function memoryLimit(): () => Promise<number> {
  const memory = openMemoryRead(READ_BYTES)
  return async () => memory.bytes / memory.run() / 1e6
}

async function gemmLimit(): Promise<() => Promise<number>> {
  const gemm = await openGemm('fp32', availableParallelism())
  return () => gemm.run(GEMM_MS, 'wall')
}
