import type { ChildProcess } from 'node:child_process'
import { arch, cpus, hostname } from 'node:os'
import program from '../../../../package.json' with { type: 'json' }
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { ModelSpeed, ProviderTrial } from '../../../../src-shared/schemas/modelCheck.ts'
import type { Inference } from '../../inference/client.ts'
import type { VisionTower } from '../../inference/protocol.ts'
import type { Settings } from '../../store/settings.ts'
import type { GoldenRun } from '../check/golden.ts'
import { likeness, median } from '../check/vectors.ts'
import { probe } from './probe.ts'

/** So alike must a provider's embeddings be to the processor's, each single one. */
const LEAST_COSINE = 0.999
/** A provider has so long to load and run, and longer only where the processor takes longer still. */
const LIMIT_MS = 90_000

export type ProviderChoice = 'auto' | 'cpu' | (string & {})

/** What is known about running image towers on this computer. */
export interface Providers {
  /** Tries every provider that there is with an image tower, each in a process of its own, and remembers what came of it. */
  tryAll(vision: VisionTower, golden: GoldenRun): Promise<ProviderTrial[]>
  trials(tower: string): ProviderTrial[]
  /** Null until the tower was tried on this computer. */
  speed(tower: string): ModelSpeed | null
  /** The provider to index with; undefined for the processor. */
  best(tower: string): string | undefined
  /** A provider failed where it should not have: it is not used for this tower again, until it is tried again. */
  distrust(tower: string, name: string, reason: string): void
  choice(): ProviderChoice
  /** BAD_INPUT if the provider was not tried with this tower, or did not pass. */
  choose(choice: ProviderChoice, tower: string): void
  close(): void
}

export interface ProviderOptions {
  /** providers to try instead of those that ONNX Runtime names */
  names?: readonly string[]
  spawn?: (entry: string, provider: string) => ChildProcess
  limitMs?: number
}

interface Tried {
  cpuMsPerPhoto: number
  trials: ProviderTrial[]
}

export function createProviders(
  settings: Settings,
  inference: Inference,
  threads: number,
  { names, spawn, limitMs = LIMIT_MS }: ProviderOptions = {},
): Providers {
  const closing = new AbortController()
  // other hardware and other versions of ONNX Runtime answer differently
  const place = [hostname(), arch(), cpus()[0]?.model, program.dependencies['onnxruntime-node']].join(' ')
  const keyOf = (tower: string): string => `providers:${tower}:${place}`
  const tried = (tower: string): Tried | undefined => settings.get<Tried>(keyOf(tower))
  const choice = (): ProviderChoice => settings.get<string>('imageProvider') ?? 'auto'

  async function tryOne(name: string, vision: VisionTower, golden: GoldenRun): Promise<ProviderTrial> {
    const outcome = await probe(
      { ...vision, provider: name },
      {
        ...(spawn && { spawn: (entry) => spawn(entry, name) }),
        signal: closing.signal,
        limitMs: Math.max(limitMs, 3 * golden.images.length * golden.msPerPhoto),
      },
    )
    if (!('results' in outcome)) return { name, msPerPhoto: null, cosine: null, ...outcome }
    const alike = likeness(
      outcome.results.map(({ embedding }) => embedding),
      golden.images,
    )
    const right = alike.worst > LEAST_COSINE
    return {
      name,
      verdict: right ? 'trusted' : 'wrong',
      msPerPhoto: median(outcome.results.map(({ ms }) => ms)),
      cosine: alike,
      reason: right
        ? ''
        : `Its embeddings differ from the processor’s: median cosine ${alike.median.toFixed(4)}, worst ${alike.worst.toFixed(4)}; more than ${LEAST_COSINE} is needed.`,
    }
  }

  function best(tower: string): string | undefined {
    const wanted = choice()
    if (wanted === 'cpu') return undefined
    const { cpuMsPerPhoto, trials } = tried(tower) ?? { cpuMsPerPhoto: 0, trials: [] }
    const trusted = trials.filter(({ verdict }) => verdict === 'trusted')
    if (wanted !== 'auto') return trusted.find(({ name }) => name === wanted)?.name
    // one device does the work of all cores
    return trusted
      .filter(({ msPerPhoto }) => msPerPhoto! < cpuMsPerPhoto / threads)
      .sort((a, b) => a.msPerPhoto! - b.msPerPhoto!)[0]?.name
  }

  return {
    async tryAll(vision, golden) {
      const all = names ?? (await inference.run({ kind: 'providers' }))
      const trials: ProviderTrial[] = []
      // one after the other: each is timed
      for (const name of all) if (name !== 'cpu') trials.push(await tryOne(name, vision, golden))
      settings.set(keyOf(vision.fingerprint!), { cpuMsPerPhoto: golden.msPerPhoto, trials } satisfies Tried)
      return trials
    },
    trials: (tower) => tried(tower)?.trials ?? [],
    speed(tower) {
      const known = tried(tower)
      if (!known) return null
      const { cpuMsPerPhoto, trials } = known
      const provider = best(tower)
      const msPerPhoto = trials.find(({ name }) => name === provider)?.msPerPhoto ?? cpuMsPerPhoto
      return { provider: provider ?? 'cpu', msPerPhoto, cpuMsPerPhoto }
    },
    best,
    distrust(tower, name, reason) {
      const known = tried(tower)
      if (!known) return
      const trials = known.trials.map((trial): ProviderTrial =>
        trial.name === name ? { ...trial, verdict: 'failed', reason } : trial,
      )
      settings.set(keyOf(tower), { ...known, trials } satisfies Tried)
    },
    choice,
    choose(wanted, tower) {
      const trial = tried(tower)?.trials.find(({ name }) => name === wanted)
      if (wanted !== 'auto' && wanted !== 'cpu' && trial?.verdict !== 'trusted')
        throw new LumitagError(
          'BAD_INPUT',
          trial
            ? `${wanted} cannot be used with the model in use: ${trial.reason}`
            : `${wanted} was not tried with the model in use on this computer. "lumitag model check" tries all there are.`,
        )
      settings.set('imageProvider', wanted)
    },
    close: () => closing.abort(new LumitagError('CANCELLED', 'Lumitag is closing.')),
  }
}
