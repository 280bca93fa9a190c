import { Tensor } from 'onnxruntime-node'
import { integers, openSession, type Session } from '../../../src-main/engine/inference/session.ts'
import { cpuMs } from '../machine/cpu.ts'
import { openGemm } from '../machine/gemm.ts'
import type { Precision } from '../material/modelFolder.ts'
import { shapes } from '../material/towers.ts'
import { answer } from './ask.ts'

/** Towers by the product's own session, on one thread, each beside a matrix multiplication of the same type. */
export interface KernelInput {
  precision: Precision
  /** the file of each tower */
  towers: Record<keyof typeof shapes, string>
  rounds: number
}
/** Of each tower, round by round: CPU milliseconds of a run, and the billions of operations a second that were possible. */
export type KernelOutput = Record<keyof typeof shapes, { ms: number; peak: number }[]>

const GEMM_MS = 300
/** A tower runs for about this many billions of operations per round. */
const GFLOP_PER_ROUND = 100

await answer(async ({ precision, towers, rounds }: KernelInput): Promise<KernelOutput> => {
  const gemm = await openGemm(precision, 1)
  const output: KernelOutput = { p16: [], p32: [], naflex: [], text: [] }
  for (const name of Object.keys(shapes) as (keyof typeof shapes)[]) {
    const [first, ...others] = Object.keys(shapes[name].inputs)
    const session = await openSession(towers[name], first!, others)
    const feeds = feedsOf(name, session)
    await session.run(feeds)
    const runs = Math.ceil(GFLOP_PER_ROUND / shapes[name].gflop)
    for (let round = 0; round < rounds; round++) {
      const before = await gemm.run(GEMM_MS / 2, 'cpu')
      const start = cpuMs()
      for (let run = 0; run < runs; run++) await session.run(feeds)
      const ms = (cpuMs() - start) / runs
      const after = await gemm.run(GEMM_MS / 2, 'cpu')
      output[name].push({ ms, peak: (before + after) / 2 })
    }
    await session.release()
  }
  return output
})

function feedsOf(name: keyof typeof shapes, { inputs }: Session): Record<string, Tensor> {
  const wanted: Record<string, readonly number[]> = shapes[name].inputs
  return Object.fromEntries(
    Object.entries(wanted).map(([input, shape]) => {
      const count = shape.reduce((product, size) => product * size, 1)
      if (input === 'pixel_values')
        return [
          input,
          new Tensor(
            'float32',
            Float32Array.from({ length: count }, (_, i) => Math.sin(i)),
            shape,
          ),
        ]
      // a grid of 16 x 16 patches, a mask without gaps, any words
      const values =
        input === 'spatial_shapes'
          ? [16, 16]
          : Array.from({ length: count }, (_, i) => (name === 'text' ? i + 5 : 1))
      return [input, integers(values, inputs.get(input)?.type, shape)]
    }),
  )
}
