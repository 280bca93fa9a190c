import { join } from 'node:path'
import type { Bench } from '../context.ts'
import { canReadProcesses } from '../machine/processes.ts'
import { withLibrary } from '../material/library.ts'
import { smallPhotosIn } from '../material/photos.ts'
import { ask } from '../processes/ask.ts'
import type { JobInput, JobOutput } from '../processes/job.ts'
import { LeftOut, rounded, type Measured, type RowDefinition } from '../row.ts'
import { slope } from '../statistics.ts'

/** Memory that a long job gathers: growth of both processes per 10,000 photos. */
export const memoryRows: RowDefinition[] = [{ id: 'rss_slope', goal: { atMost: 20 }, unit: 'MB', measure }]

const PHOTOS = 10_000
/** What the starter's embeddings take, which are kept in memory by design. */
const VECTOR_MB = (256 * 4 * PHOTOS) / 1024 ** 2

/** Over the second half of a job: in the first one, heaps find their size. */
async function measure(bench: Bench): Promise<Measured> {
  if (!canReadProcesses)
    throw new LeftOut('Memory of other processes is read from /proc, which only Linux has.')
  const photos = bench.quick ? 300 : PHOTOS
  const input: Omit<JobInput, 'library'> = {
    warmUp: await smallPhotosIn(join(bench.scratch, 'few'), 1),
    photos: await smallPhotosIn(join(bench.scratch, 'small'), photos),
    labels: [],
  }
  const job = await withLibrary(bench, null, (library) => ask<JobOutput>('job.ts', { ...input, library }))
  const late = job.samples.filter(({ done }) => done >= photos / 2)
  const growth = (megabytes: (sample: JobOutput['samples'][number]) => number): number =>
    PHOTOS * slope(late.map((sample) => ({ x: sample.done, y: megabytes(sample) })))
  const [engineMb, inferenceMb] = [
    growth((sample) => sample.engineMb),
    growth((sample) => sample.inferenceMb),
  ]
  return {
    value: engineMb + inferenceMb - VECTOR_MB,
    figures: {
      ...{
        photos,
        engineMb: rounded(engineMb),
        inferenceMb: rounded(inferenceMb),
        vectorsMb: rounded(VECTOR_MB),
      },
      engineAtEndMb: rounded(late.at(-1)!.engineMb),
      inferenceAtEndMb: rounded(late.at(-1)!.inferenceMb),
      photosPerSecond: rounded(job.photos / job.seconds),
    },
  }
}
