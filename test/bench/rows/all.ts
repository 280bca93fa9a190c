import type { RowDefinition } from '../row.ts'
import { decodingRows } from './decoding.ts'
import { indexingRows } from './indexing.ts'
import { kernelRows } from './kernels.ts'
import { labelRows } from './labels.ts'
import { memoryRows } from './memory.ts'
import { peerRows } from './peers.ts'
import { sidecarRows } from './sidecars.ts'
import { searchRows } from './search.ts'
import { vectorRows } from './vectors.ts'

/** Every row, in the order of the table. */
export const rows: RowDefinition[] = [
  ...indexingRows,
  ...peerRows,
  ...kernelRows,
  ...decodingRows,
  ...vectorRows,
  ...labelRows,
  ...searchRows,
  ...memoryRows,
  ...sidecarRows,
]
