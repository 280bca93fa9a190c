import type { ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createEngine } from '../../../src-main/engine/engine.ts'
import { startInference } from '../../../src-main/engine/inference/client.ts'
import { cpuOf, rssOf } from '../machine/processes.ts'
import { projectRoot } from '../material/places.ts'
import { answer } from './ask.ts'

/** One indexing job by the product's own engine, as the CLI runs it. */
export interface JobInput {
  /** the library's folder, with the model in use */
  library: string
  /** indexed first, so that the towers are loaded */
  warmUp: string
  photos: string
  labels: string[]
}
export interface JobOutput {
  photos: number
  seconds: number
  engineCpuMs: number
  inferenceCpuMs: number
  /** of adding the labels, once per library */
  labelsMs: number
  loopGapMs: number
  /** highest sum of both processes */
  rssMb: number
  engineRssMb: number
  inferenceRssMb: number
  /** memory of both processes as photos were done */
  samples: { done: number; engineMb: number; inferenceMb: number }[]
}

const SAMPLE_EVERY_MS = 200
const GAP_RESOLUTION_MS = 1

await answer(async (input: JobInput): Promise<JobOutput> => {
  let inference: ChildProcess | undefined
  const engine = await createEngine({
    dataDir: input.library,
    modelsDir: join(projectRoot, 'models'),
    resourcesDir: join(projectRoot, 'resources'),
    spawn: (entry) => (inference = startInference({ threads: availableParallelism() })(entry)),
  })
  await engine.call('jobs.setPace', { mode: 'full' })
  await engine.call('roots.add', { path: input.warmUp })
  await engine.idle()
  const beforeLabels = performance.now()
  for (const name of input.labels) await engine.call('labels.add', { name })
  const labelsMs = performance.now() - beforeLabels
  const { photos: before } = await engine.call('library.status')

  const samples: JobOutput['samples'] = []
  const sample = async (): Promise<void> => {
    const [job] = await engine.call('jobs.list')
    const engineMb = process.memoryUsage.rss() / 1024 ** 2
    samples.push({ done: job?.done ?? 0, engineMb, inferenceMb: rssOf(inference?.pid) })
  }
  const timer = setInterval(() => void sample(), SAMPLE_EVERY_MS)
  const delay = monitorEventLoopDelay({ resolution: GAP_RESOLUTION_MS })
  delay.enable()
  const ownBefore = process.cpuUsage()
  const inferenceBefore = cpuOf(inference?.pid)
  const start = performance.now()
  await engine.call('roots.add', { path: input.photos })
  await engine.idle()
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(ownBefore)
  const engineCpuMs = (user + system) / 1000
  const inferenceCpuMs = cpuOf(inference?.pid) - inferenceBefore
  delay.disable()
  clearInterval(timer)
  await sample()

  const { photos, embedded } = await engine.call('library.status')
  if (embedded !== photos || photos === before)
    throw new Error(`${embedded} of ${photos} photos were indexed, ${before} of them before.`)
  await engine.close()
  const loopGapMs = delay.max / 1e6
  return {
    ...{ photos: photos - before, seconds, engineCpuMs, inferenceCpuMs, labelsMs, loopGapMs },
    rssMb: Math.max(...samples.map(({ engineMb, inferenceMb }) => engineMb + inferenceMb)),
    engineRssMb: Math.max(...samples.map(({ engineMb }) => engineMb)),
    inferenceRssMb: Math.max(...samples.map(({ inferenceMb }) => inferenceMb)),
    samples,
  }
})
