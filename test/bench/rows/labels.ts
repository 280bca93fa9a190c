import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../context.ts'
import { modelFolder } from '../material/modelFolder.ts'
import { DIMENSIONS, vectorLibrary } from '../material/vectorLibrary.ts'
import { ask } from '../processes/ask.ts'
import type { LabelsInput, LabelsRound } from '../processes/labels.ts'
import { rounded, type Measured, type RowDefinition } from '../row.ts'
import { medianOf } from '../statistics.ts'
import { vectorCount } from './vectors.ts'

const K100 = 100_000

/** What a user waits for who writes a label, in a library of 100,000 photos. */
export const labelRows: RowDefinition[] = [
  { id: 'label_to_album_100k', goal: { atMost: 2 }, unit: 'ratio', measure: labelToAlbum },
  { id: 'threshold_change_100k_ms', goal: { atMost: 5 }, unit: 'ms', measure: thresholdChange },
  { id: 'workbench_100k_ms', goal: { atMost: 100 }, unit: 'ms', measure: workbench },
]

const labels = (bench: Bench): Promise<LabelsRound[]> =>
  bench.once('labels', async () => {
    const vectors = vectorCount(bench, K100)
    const library = join(bench.scratch, 'labels')
    cpSync(await vectorLibrary(vectors, bench.cache), library, { recursive: true })
    const model = await modelFolder('p16', 'int8', bench.cache)
    const input: LabelsInput = { library, model, bytes: vectors * DIMENSIONS * 4, rounds: 3 * bench.rounds }
    const rounds = await ask<LabelsRound[]>('labels.ts', input)
    rmSync(library, { recursive: true })
    return rounds
  })

async function labelToAlbum(bench: Bench): Promise<Measured> {
  const rounds = await labels(bench)
  return {
    value: medianOf(rounds, ({ toAlbumMs, textMs, readMs }) => toAlbumMs / (textMs + readMs)),
    figures: {
      ...{ vectors: vectorCount(bench, K100), albumPhotos: medianOf(rounds, ({ photos }) => photos) },
      toAlbumMs: rounded(medianOf(rounds, ({ toAlbumMs }) => toAlbumMs)),
      textTowerMs: rounded(medianOf(rounds, ({ textMs }) => textMs)),
      memoryReadMs: rounded(medianOf(rounds, ({ readMs }) => readMs)),
      oneWordToAlbumMs: rounded(medianOf(rounds, ({ wordToAlbumMs }) => wordToAlbumMs)),
    },
  }
}

async function thresholdChange(bench: Bench): Promise<Measured> {
  const rounds = await labels(bench)
  return {
    value: medianOf(rounds, ({ thresholdMs }) => thresholdMs),
    figures: {
      vectors: vectorCount(bench, K100),
      storedWithTagsMs: rounded(medianOf(rounds, ({ updateMs }) => updateMs)),
    },
  }
}

async function workbench(bench: Bench): Promise<Measured> {
  const rounds = await labels(bench)
  return {
    value: medianOf(rounds, ({ workbenchMs }) => workbenchMs),
    figures: {
      vectors: vectorCount(bench, K100),
      textTowerMs: rounded(medianOf(rounds, ({ textMs }) => textMs)),
      engineCpuMs: rounded(medianOf(rounds, ({ workbenchCpuMs }) => workbenchCpuMs)),
    },
  }
}
