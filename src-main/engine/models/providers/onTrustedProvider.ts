import { toErrorData, type ErrorCode } from '../../../../src-shared/errors.ts'
import type { Inference } from '../../inference/client.ts'
import type { Results, Task } from '../../inference/protocol.ts'
import type { Providers } from './providers.ts'

/** How a provider that fails looks from here; a photo that crashes its decoder looks the same. */
const FAILURES: Partial<Record<ErrorCode, string>> = {
  PROVIDER_FAILED: 'failed',
  DECODER_CRASHED: 'crashed',
  DECODER_TIMEOUT: 'took too long',
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
      const how = FAILURES[code]
      if (!how) throw error
      const result = await inference.run(task)
      providers.distrust(
        tower.fingerprint!,
        provider,
        `It ${how} while photos were read${code === 'PROVIDER_FAILED' ? `: ${message}` : '.'}`,
      )
      return result
    }
  }
  return { ...inference, run }
}
