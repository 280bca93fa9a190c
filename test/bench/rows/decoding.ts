import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readImageProcessor } from '../../../src-main/engine/inference/preprocess/processorConfig.ts'
import type { Bench } from '../context.ts'
import { preprocessing } from '../material/modelFolder.ts'
import { ask } from '../processes/ask.ts'
import type { DecodeInput, DecodeRound } from '../processes/decode.ts'
import { rounded, type Measured, type RowDefinition } from '../row.ts'
import { medianOf } from '../statistics.ts'
import { photos } from './jobs.ts'

/** One decode serves the model and the thumbnail: CPU time of both, to that of the model's input alone. */
export const decodingRows: RowDefinition[] = [
  { id: 'decode_once', goal: { atMost: 1.3 }, unit: 'ratio', measure },
]

async function measure(bench: Bench): Promise<Measured> {
  const thumbnails = join(bench.scratch, 'thumbnails')
  mkdirSync(thumbnails)
  const input: DecodeInput = {
    processor: readImageProcessor(preprocessing('p16')),
    photos: await photos(bench, 24),
    thumbnails,
    rounds: bench.rounds,
  }
  const rounds = await ask<DecodeRound[]>('decode.ts', input)
  return {
    value: medianOf(rounds, (round) => round.inputAndThumbnail / round.input),
    figures: {
      inputCpuMs: rounded(medianOf(rounds, (round) => round.input)),
      inputAndThumbnailCpuMs: rounded(medianOf(rounds, (round) => round.inputAndThumbnail)),
      bareCpuMs: rounded(medianOf(rounds, (round) => round.bare)),
      rounds: rounds.length,
    },
  }
}
