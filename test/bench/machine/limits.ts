import { availableParallelism } from 'node:os'
import { rounded, type Figures } from '../row.ts'
import { openGemm, type GemmType } from './gemm.ts'
import { openMemoryRead } from './memoryRead.ts'

const READ_BYTES = 512 * 1024 ** 2

/**
 * What this machine can do at its best: matrix multiplication in ONNX Runtime (billions of operations a second, on one
 * thread and on all cores) and reading memory (GB/s, one thread).
 */
export async function measureLimits(quick: boolean): Promise<Figures> {
  const [tries, ms] = quick ? [1, 50] : [5, 300]
  const best = async (type: GemmType, threads: number): Promise<number> => {
    const gemm = await openGemm(type, threads)
    const speeds: number[] = []
    // what one thread can do shows in its CPU time, whoever else is at work
    for (let count = 0; count < tries; count++)
      speeds.push(await gemm.run(ms, threads === 1 ? 'cpu' : 'wall'))
    return rounded(Math.max(...speeds))
  }
  const cores = availableParallelism()
  const memory = openMemoryRead(quick ? READ_BYTES / 16 : READ_BYTES)
  const reads = Array.from({ length: 3 * tries }, () => memory.bytes / memory.run() / 1e6)
  return {
    fp32Gflops: await best('fp32', 1),
    fp32AllCoresGflops: await best('fp32', cores),
    int8Gops: await best('int8', 1),
    int8AllCoresGops: await best('int8', cores),
    memoryReadGbPerSecond: rounded(Math.max(...reads)),
  }
}
