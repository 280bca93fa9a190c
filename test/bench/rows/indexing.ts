import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Bench } from '../context.ts'
import { canReadProcesses } from '../machine/processes.ts'
import type { JobOutput } from '../processes/job.ts'
import type { PartsOutput } from '../processes/parts.ts'
import { LeftOut, rounded, type Figures, type Measured, type RowDefinition } from '../row.ts'
import { medianOf } from '../statistics.ts'
import { idealSpeed, p16Int8, runJob, runParts, speed } from './jobs.ts'

/** The whole indexing job: against what decoding and embedding alone would take, under load, in memory. */
export const indexingRows: RowDefinition[] = [
  { id: 'index_vs_ideal', goal: { atLeast: 0.9 }, unit: 'ratio', measure: indexVsIdeal },
  { id: 'contended', goal: { atLeast: 0.6 }, unit: 'ratio', measure: contended },
  { id: 'loop_gap_ms', goal: { atMost: 50 }, unit: 'ms', measure: loopGap },
  { id: 'rss_mb', goal: { atMost: 750 }, unit: 'MB', measure: rss },
]

interface Round {
  parts: PartsOutput
  job: JobOutput
}

/** Jobs with the main model, each beside a measurement of its parts. */
const jobs = (bench: Bench): Promise<Round[]> =>
  bench.once('jobs', async () => {
    const rounds: Round[] = []
    for (let round = 0; round < bench.rounds; round++)
      rounds.push({ parts: await runParts(bench, p16Int8), job: await runJob(bench, p16Int8) })
    return rounds
  })

async function indexVsIdeal(bench: Bench): Promise<Measured> {
  const rounds = await jobs(bench)
  const costOfParts = ({ parts }: Round): number => parts.decodeMs + parts.inferMs
  const jobFigures = figuresOf(rounds.map(({ job }) => job))
  return {
    value: medianOf(rounds, ({ job, parts }) => speed(job) / idealSpeed(parts)),
    figures: {
      idealPerSecond: rounded(medianOf(rounds, ({ parts }) => idealSpeed(parts))),
      decodeCpuMs: rounded(medianOf(rounds, ({ parts }) => parts.decodeMs)),
      inferCpuMs: rounded(medianOf(rounds, ({ parts }) => parts.inferMs)),
      ...jobFigures,
      ...(canReadProcesses && {
        ratioByCpu: rounded(medianOf(rounds, (round) => costOfParts(round) / cpuPerPhoto(round.job))),
      }),
    },
  }
}

/** Speed and CPU time per photo of several jobs. */
export function figuresOf(several: readonly JobOutput[]): Figures {
  return {
    photosPerSecond: rounded(medianOf(several, speed)),
    ...(canReadProcesses && { jobCpuMs: rounded(medianOf(several, cpuPerPhoto)) }),
    engineCpuMs: rounded(medianOf(several, ({ engineCpuMs, photos }) => engineCpuMs / photos)),
    photos: several[0]!.photos,
    rounds: several.length,
  }
}

const cpuPerPhoto = ({ engineCpuMs, inferenceCpuMs, photos }: JobOutput): number =>
  (engineCpuMs + inferenceCpuMs) / photos

async function contended(bench: Bench): Promise<Measured> {
  const rounds: { idle: number; busy: number }[] = []
  for (let round = 0; round < bench.rounds; round++) {
    const idle = speed(await runJob(bench, p16Int8))
    const hog = fork(join(import.meta.dirname, '..', 'processes', 'hog.ts'))
    try {
      rounds.push({ idle, busy: speed(await runJob(bench, p16Int8)) })
    } finally {
      hog.kill('SIGKILL')
    }
  }
  return {
    value: medianOf(rounds, ({ idle, busy }) => busy / idle),
    figures: {
      idlePerSecond: rounded(medianOf(rounds, ({ idle }) => idle)),
      busyPerSecond: rounded(medianOf(rounds, ({ busy }) => busy)),
      rounds: rounds.length,
    },
  }
}

async function loopGap(bench: Bench): Promise<Measured> {
  const rounds = await jobs(bench)
  const gaps = rounds.map(({ job }) => job.loopGapMs)
  return {
    value: medianOf(rounds, ({ job }) => job.loopGapMs),
    figures: { longestMs: rounded(Math.max(...gaps)), rounds: rounds.length },
  }
}

async function rss(bench: Bench): Promise<Measured> {
  if (!canReadProcesses)
    throw new LeftOut('Memory of other processes is read from /proc, which only Linux has.')
  const rounds = (await jobs(bench)).map(({ job }) => job)
  return {
    value: medianOf(rounds, ({ rssMb }) => rssMb),
    figures: {
      engineMb: rounded(medianOf(rounds, ({ engineRssMb }) => engineRssMb)),
      inferenceMb: rounded(medianOf(rounds, ({ inferenceRssMb }) => inferenceRssMb)),
      mostMb: rounded(Math.max(...rounds.map(({ rssMb }) => rssMb))),
      rounds: rounds.length,
    },
  }
}
