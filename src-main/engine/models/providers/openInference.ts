import type { ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createInference, type Inference } from '../../inference/client.ts'
import type { Settings } from '../../store/settings.ts'
import { onTrustedProvider } from './onTrustedProvider.ts'
import { createProviders, type ProviderOptions, type Providers } from './providers.ts'

export interface InferenceChoices {
  /** starts the inference process; replaced in tests that watch it die */
  spawn?: (entry: string) => ChildProcess
  log?: (message: string, details?: unknown) => void
  /** worker threads for inference; default: one per core */
  threads?: number
  /** how execution providers are tried; replaced in tests that watch them fail */
  providers?: ProviderOptions
}

/** The inference process, with photos on the fastest execution provider that is trusted. */
export function openInference(
  { spawn, log, threads = availableParallelism(), providers: choices }: InferenceChoices,
  settings: Settings,
): { inference: Inference; providers: Providers } {
  const processor = createInference({ threads, ...(log && { log }), ...(spawn && { spawn }) })
  const providers = createProviders(settings, processor, threads, choices)
  return {
    providers,
    inference: {
      ...onTrustedProvider(processor, providers),
      async close() {
        providers.close()
        await processor.close()
      },
    },
  }
}
