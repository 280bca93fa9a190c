import type { Bench } from '../context.ts'
import { visionTowers, type Precision } from '../material/modelFolder.ts'
import { shapes } from '../material/towers.ts'
import { graphFile } from '../material/weights.ts'
import { ask } from '../processes/ask.ts'
import type { KernelInput, KernelOutput } from '../processes/kernel.ts'
import { rounded, type Figures, type Measured, type RowDefinition } from '../row.ts'
import { median } from '../statistics.ts'

/** A tower's share of the measured peak of one thread, by CPU time. */
export const kernelRows: RowDefinition[] = [
  { id: 'kernel_fp32', goal: { atLeast: 0.87 }, unit: 'ratio', measure: (bench) => measure(bench, 'fp32') },
  { id: 'kernel_int8', goal: { atLeast: 0.67 }, unit: 'ratio', measure: (bench) => measure(bench, 'int8') },
]

async function measure({ cache, rounds }: Bench, precision: Precision): Promise<Measured> {
  const graph = (name: string): Promise<string> => graphFile(`${name}.${precision}`, cache)
  const towers: KernelInput['towers'] = {
    p16: await graph(visionTowers.p16),
    p32: await graph(visionTowers.p32),
    naflex: await graph(visionTowers.naflex),
    text: await graph('base.text'),
  }
  const input: KernelInput = { precision, towers, rounds }
  const output = await ask<KernelOutput>('kernel.ts', input)
  const share = (name: keyof typeof shapes): number =>
    median(output[name].map(({ ms, peak }) => shapes[name].gflop / (ms / 1000) / peak))
  const figures: Figures = { peakGflops: rounded(median(output.p16.map(({ peak }) => peak))) }
  for (const name of Object.keys(shapes) as (keyof typeof shapes)[]) {
    figures[`${name}CpuMs`] = rounded(median(output[name].map(({ ms }) => ms)))
    figures[`${name}Share`] = rounded(share(name))
  }
  return { value: share('p16'), figures }
}
