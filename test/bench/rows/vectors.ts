import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
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

const VECTOR_BYTES = DIMENSIONS * 4
/** Starts after which a library must have a copy of its vectors. */
const MOST_STARTS = 20

/** Bytes of vectors in the flat copy of a library. */
function copied(library: string): number {
  const files = globSync('vectors/*.vectors', { cwd: library })
  return files.reduce((sum, file) => sum + statSync(join(library, file)).size, 0)
}

export const vectorCount = ({ quick }: Bench, wanted: number): number => (quick ? QUICK : wanted)

async function oneLabel(bench: Bench, wanted: number): Promise<Measured> {
  const vectors = vectorCount(bench, wanted)
  const rounds = await scan({ vectors, labels: 1, rounds: 5 * bench.rounds })
  const speed = ({ ms }: ScanRound): number => (vectors * VECTOR_BYTES) / ms / 1e6
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
  // the first starts read from the database, and leave a copy that later ones read
  for (let tries = 0; copied(input.library) < vectors * VECTOR_BYTES; tries++) {
    if (tries === MOST_STARTS) throw new Error('The product made no whole copy of its vectors.')
    await ask('start.ts', input)
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
