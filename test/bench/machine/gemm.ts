import { InferenceSession, Tensor } from 'onnxruntime-node'
import { cpuMs } from './cpu.ts'
import { onnxModel, type ElementType } from './onnx.ts'

/** The matrix multiplication of PERFORMANCE.md's "Limits": a base tower's widest layer at 256 tokens. */
const [ROWS, DEPTH, COLUMNS] = [256, 768, 3072]
const OPERATIONS = 2 * ROWS * DEPTH * COLUMNS

export type GemmType = 'fp32' | 'int8'

/** A matrix multiplication in ONNX Runtime: what towers are made of, at its best. */
export interface Gemm {
  /** Runs for about so long; answers billions of operations per second of CPU time, or of wall time. */
  run(milliseconds: number, time: 'cpu' | 'wall'): Promise<number>
}

export async function openGemm(type: GemmType, threads: number): Promise<Gemm> {
  const session = await InferenceSession.create(graphOf(type), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: threads > 1 ? '1' : '0' } } },
  })
  const shape = [ROWS, DEPTH]
  const a =
    type === 'fp32'
      ? new Tensor('float32', new Float32Array(ROWS * DEPTH).fill(0.5), shape)
      : new Tensor('uint8', new Uint8Array(ROWS * DEPTH).fill(3), shape)
  const clock = { cpu: cpuMs, wall: () => performance.now() }
  return {
    async run(milliseconds, time) {
      await session.run({ a })
      const now = clock[time]
      const start = now()
      let runs = 0
      for (; now() - start < milliseconds; runs++) await session.run({ a })
      return (OPERATIONS * runs) / (now() - start) / 1e6
    },
  }
}

const operators = {
  fp32: { type: 'MatMul', left: 'float32', right: 'float32', product: 'float32' },
  int8: { type: 'MatMulInteger', left: 'uint8', right: 'int8', product: 'int32' },
} as const satisfies Record<
  GemmType,
  { type: string; left: ElementType; right: ElementType; product: ElementType }
>

function graphOf(type: GemmType): Uint8Array {
  const operator = operators[type]
  const weights =
    type === 'fp32' ? new Float32Array(DEPTH * COLUMNS).fill(0.25) : new Int8Array(DEPTH * COLUMNS).fill(5)
  return onnxModel({
    nodes: [
      { type: operator.type, inputs: ['a', 'b'], output: 'product' },
      // one row only leaves the graph: copying all of them out is no multiplication
      { type: 'Gather', inputs: ['product', 'row'], output: 'c' },
    ],
    weights: [
      { name: 'b', type: operator.right, shape: [DEPTH, COLUMNS], bytes: new Uint8Array(weights.buffer) },
      { name: 'row', type: 'int64', shape: [1], bytes: new Uint8Array(8) },
    ],
    inputs: [{ name: 'a', type: operator.left, shape: [ROWS, DEPTH] }],
    output: { name: 'c', type: operator.product, shape: [1, COLUMNS] },
  })
}
