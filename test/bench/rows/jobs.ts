import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Bench } from '../context.ts'
import { withLibrary } from '../material/library.ts'
import { modelFolder, type Precision, type Tower } from '../material/modelFolder.ts'
import { peerPackages } from '../material/peer.ts'
import { photosIn } from '../material/photos.ts'
import { ask } from '../processes/ask.ts'
import type { JobInput, JobOutput } from '../processes/job.ts'
import type { PartsInput, PartsOutput } from '../processes/parts.ts'
import type { PeerInput, PeerOutput } from '../processes/peer.mjs'

/** What is indexed with: a tower, and so many photos that a job takes about ten seconds on two cores. */
export interface Setting {
  tower: Tower
  precision: Precision
  photos: number
}
export const p16Int8: Setting = { tower: 'p16', precision: 'int8', photos: 96 }
export const p32Int8: Setting = { tower: 'p32', precision: 'int8', photos: 192 }
export const p16Fp32: Setting = { tower: 'p16', precision: 'fp32', photos: 48 }

/** Photos for transformers.js, and for what one photo costs: each of the 24 once. */
const FEW = 24
const WARM_UP = 4

const model = ({ cache }: Bench, { tower, precision }: Setting): Promise<string> =>
  modelFolder(tower, precision, cache)

/** A folder of so many photos that all differ; in a quick run of very few. */
export function photos({ once, scratch, cache, quick }: Bench, wanted: number): Promise<string> {
  const count = quick ? Math.min(wanted, 6) : wanted
  const folder = join(scratch, `photos-${count}`)
  return once(folder, () => photosIn(folder, count, cache))
}

/** The product's whole job on a library of its own. */
export async function runJob(bench: Bench, setting: Setting, labels: string[] = []): Promise<JobOutput> {
  const input: Omit<JobInput, 'library'> = {
    warmUp: await photos(bench, WARM_UP),
    photos: await photos(bench, setting.photos),
    labels,
  }
  return withLibrary(bench, await model(bench, setting), (library) => ask('job.ts', { ...input, library }))
}

/** What a photo's decoding and embedding cost, on one thread. */
export async function runParts(bench: Bench, setting: Setting): Promise<PartsOutput> {
  const input: PartsInput = { model: await model(bench, setting), photos: await photos(bench, FEW) }
  return ask('parts.ts', input)
}

/** transformers.js with the same model. */
export async function runPeer(
  bench: Bench,
  setting: Setting,
  batch: number,
  labels: string[] = [],
): Promise<PeerOutput> {
  const input: PeerInput = {
    packages: await peerPackages(bench.cache),
    model: await model(bench, setting),
    precision: setting.precision,
    photos: await photos(bench, FEW),
    batch,
    labels,
  }
  return ask('peer.mjs', input)
}

/** Photos per second if all cores did nothing but decoding and embedding. */
export const idealSpeed = ({ decodeMs, inferMs }: PartsOutput): number =>
  (availableParallelism() * 1000) / (decodeMs + inferMs)

/** Photos per second of a job, or of transformers.js. */
export const speed = ({ photos, seconds }: { photos: number; seconds: number }): number => photos / seconds
