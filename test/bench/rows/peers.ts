import type { Bench } from '../context.ts'
import type { JobOutput } from '../processes/job.ts'
import type { PartsOutput } from '../processes/parts.ts'
import type { PeerOutput } from '../processes/peer.mjs'
import { rounded, type Measured, type RowDefinition } from '../row.ts'
import { medianOf } from '../statistics.ts'
import { figuresOf } from './indexing.ts'
import {
  p16Fp32,
  p16Int8,
  p32Int8,
  idealSpeed,
  runJob,
  runParts,
  runPeer,
  speed,
  type Setting,
} from './jobs.ts'

/** The whole job against transformers.js, which decodes and embeds only. */
export const peerRows: RowDefinition[] = [
  row('index_vs_transformersjs_p16_int8', 1.8, p16Int8),
  row('index_vs_transformersjs_p32_int8', 3, p32Int8),
  row('index_vs_transformersjs_p16_fp32', 1.4, p16Fp32),
  { id: 'tag10_vs_transformersjs_zeroshot', goal: { atLeast: 4.5 }, unit: 'ratio', measure: tagging },
]

const LABELS = ['cat', 'dog', 'beach', 'forest', 'car', 'food', 'document', 'night', 'snow', 'people']
const BATCHES = [1, 4]

interface Round {
  parts: PartsOutput
  job: JobOutput
  /** one for each of BATCHES */
  peers: PeerOutput[]
}

function row(id: string, atLeast: number, setting: Setting): RowDefinition {
  return { id, goal: { atLeast }, unit: 'ratio', measure: (bench) => indexing(bench, setting) }
}

async function indexing(bench: Bench, setting: Setting): Promise<Measured> {
  const rounds = await measure(bench, setting, [])
  const medians = BATCHES.map((_, batch) => medianOf(rounds, ({ peers }) => speed(peers[batch]!)))
  return measured(rounds, medians.indexOf(Math.max(...medians)))
}

/** Photo by photo, as its pipeline is called: a batch would share the labels' cost, and is among the figures. */
async function tagging(bench: Bench): Promise<Measured> {
  const rounds = await measure(bench, p16Int8, LABELS)
  const { value, figures } = measured(rounds, 0)
  const labelsMs = rounded(medianOf(rounds, ({ job }) => job.labelsMs))
  return { value, figures: { ...figures, labels: LABELS.length, addingLabelsOnceMs: labelsMs } }
}

async function measure(bench: Bench, setting: Setting, labels: string[]): Promise<Round[]> {
  const rounds: Round[] = []
  for (let round = 0; round < bench.rounds; round++) {
    const peers: PeerOutput[] = []
    // first, so that a registry that does not answer costs no job
    for (const batch of BATCHES) peers.push(await runPeer(bench, setting, batch, labels))
    const parts = await runParts(bench, setting)
    rounds.push({ peers, parts, job: await runJob(bench, setting, labels) })
  }
  return rounds
}

function measured(rounds: readonly Round[], batch: number): Measured {
  const figures = figuresOf(rounds.map(({ job }) => job))
  for (const [index, size] of BATCHES.entries()) {
    figures[`peerBatch${size}PerSecond`] = rounded(medianOf(rounds, ({ peers }) => speed(peers[index]!)))
    figures[`peerBatch${size}CpuMs`] = rounded(
      medianOf(rounds, ({ peers }) => peers[index]!.cpuMs / peers[index]!.photos),
    )
  }
  return {
    value: medianOf(rounds, ({ job, peers }) => speed(job) / speed(peers[batch]!)),
    figures: {
      ...figures,
      atBest: rounded(medianOf(rounds, ({ parts, peers }) => idealSpeed(parts) / speed(peers[batch]!))),
      peerRssMb: rounded(medianOf(rounds, ({ peers }) => peers[batch]!.rssMb)),
    },
  }
}
