import { toErrorData, type ErrorCode } from '../../../../src-shared/errors.ts'
import type { Inference } from '../../inference/client.ts'
import type { Results, Task } from '../../inference/protocol.ts'
import type { Providers } from './providers.ts'

/** How a provider that fails looks from here; a photo that crashes its decoder looks the same. */
const FAILURES: Partial<Record<ErrorCode, (message: string) => string>> = {
  PROVIDER_FAILED: (message) => `It failed while photos were read: ${message}`,
  DECODER_CRASHED: () => 'It crashed while photos were read.',
  DECODER_TIMEOUT: () => 'It took too long while photos were read.',
}
/** They compare with what the processor says. */
const TESTS = new Set<Task['kind']>(['test', 'golden'])

/**
 * Runs photos on the fastest provider that is trusted. When that fails the photo is tried once more on the processor,
 * which shows whether the photo or the provider is to blame; in the latter case it is not used again.
 */
export function onTrustedProvider(inference: Inference, providers: Providers): Inference {
  async function run<T extends Task>(task: T): Promise<Results[T['kind']]> {
    const tower = 'vision' in task && !TESTS.has(task.kind) ? task.vision : undefined
    const provider = tower?.fingerprint && providers.best(tower.fingerprint)
    if (!provider) return inference.run(task)
    try {
      return await inference.run({ ...task, vision: { ...tower, provider } })
    } catch (error) {
      const { code, message } = toErrorData(error)
      const failure = FAILURES[code]
      if (!failure) throw error
      const result = await inference.run(task)
      providers.distrust(tower.fingerprint!, provider, failure(message))
      return result
    }
  }
  return { ...inference, run }
}
