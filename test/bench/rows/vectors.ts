import type { Bench } from '../context.ts'
import { DIMENSIONS, vectorFile, vectorLibrary } from '../material/vectorLibrary.ts'
import { ask } from '../processes/ask.ts'
import type { PlainReadInput } from '../processes/plainRead.ts'
import type { ScanInput, ScanRound } from '../processes/scan.ts'
import type { StartInput, StartOutput } from '../processes/start.ts'
import { rounded, type Measured, type RowDefinition } from '../row.ts'
import { medianOf } from '../statistics.ts'

const [K100, M1] = [100_000, 1_000_000]
/** Vectors in a quick run, whatever the row's name says. */
const QUICK = 2000
const LABELS = 100

/** Reading all vectors: for one label, for a hundred, at the start. */
export const vectorRows: RowDefinition[] = [
  {
    id: 'scan_one_label_100k',
    goal: { atLeast: 0.8 },
    unit: 'ratio',
    measure: (bench) => oneLabel(bench, K100),
  },
  { id: 'scan_one_label_1m', goal: { atLeast: 0.8 }, unit: 'ratio', measure: (bench) => oneLabel(bench, M1) },
  {
    id: 'scan_100_labels_100k',
    goal: { atLeast: 0.6 },
    unit: 'ratio',
    measure: (bench) => manyLabels(bench, K100),
  },
  { id: 'start_100k', goal: { atMost: 1.5 }, unit: 'ratio', measure: (bench) => start(bench, K100) },
  { id: 'start_1m', goal: { atMost: 1.5 }, unit: 'ratio', measure: (bench) => start(bench, M1) },
]

export const vectorCount = ({ quick }: Bench, wanted: number): number => (quick ? QUICK : wanted)

async function oneLabel(bench: Bench, wanted: number): Promise<Measured> {
  const vectors = vectorCount(bench, wanted)
  const rounds = await scan({ vectors, labels: 1, rounds: 5 * bench.rounds })
  const speed = ({ ms }: ScanRound): number => (vectors * DIMENSIONS * 4) / ms / 1e6
  return {
    value: medianOf(rounds, (round) => speed(round) / round.limit),
    figures: {
      ...{ vectors, ms: rounded(medianOf(rounds, ({ ms }) => ms)) },
      gbPerSecond: rounded(medianOf(rounds, speed)),
      memoryGbPerSecond: rounded(medianOf(rounds, ({ limit }) => limit)),
    },
  }
}

async function manyLabels(bench: Bench, wanted: number): Promise<Measured> {
  const vectors = vectorCount(bench, wanted)
  const rounds = await scan({ vectors, labels: LABELS, rounds: bench.rounds })
  const speed = ({ ms }: ScanRound): number => (2 * vectors * DIMENSIONS * LABELS) / ms / 1e6
  return {
    value: medianOf(rounds, (round) => speed(round) / round.limit),
    figures: {
      ...{ vectors, labels: LABELS, ms: rounded(medianOf(rounds, ({ ms }) => ms)) },
      gflops: rounded(medianOf(rounds, speed)),
      gemmGflops: rounded(medianOf(rounds, ({ limit }) => limit)),
    },
  }
}

const scan = (input: ScanInput): Promise<ScanRound[]> => ask('scan.ts', input)

/** In new processes, so that both touch new memory; the files are in the system's cache. */
async function start(bench: Bench, wanted: number): Promise<Measured> {
  const { cache, rounds: count } = bench
  const vectors = vectorCount(bench, wanted)
  const input: StartInput = { library: await vectorLibrary(vectors, cache), cache }
  const file: PlainReadInput = { file: await vectorFile(vectors, cache) }
  const round = async (): Promise<{ plainMs: number; ms: number }> => {
    const { ms: plainMs } = await ask<{ ms: number }>('plainRead.ts', file)
    const { ms, vectors: found } = await ask<StartOutput>('start.ts', input)
    if (found !== vectors) throw new Error(`The library gave ${found} vectors instead of ${vectors}.`)
    return { plainMs, ms }
  }
  await round()
  const rounds = []
  for (let at = 0; at < count; at++) rounds.push(await round())
  return {
    value: medianOf(rounds, ({ ms, plainMs }) => ms / plainMs),
    figures: {
      ...{ vectors, rounds: count, readyMs: rounded(medianOf(rounds, ({ ms }) => ms)) },
      plainReadMs: rounded(medianOf(rounds, ({ plainMs }) => plainMs)),
    },
  }
}
