import { providerName } from '../../../src-shared/modelWords.ts'
import type { ModelSpeed } from '../../../src-shared/schemas/modelCheck.ts'
import { decimal } from '../../format.ts'
import { say } from '../../words/say.svelte.ts'

/** Said wherever scores or thresholds would show of a model whose scoring is "softmax". */
export const ranksOnly = (): string =>
  say(
    'This model only says which of several labels or photos fits better. It finds and ranks, but it has no score for one label alone, so it tags and suggests nothing by itself, and thresholds have no effect.',
  )

/** "12 ms a photo on CPU": of the image tower alone. */
export function speedText({ provider, msPerPhoto: ms }: ModelSpeed): string {
  const processor = providerName(provider)
  return ms >= 10_000
    ? say('{seconds} s a photo on {processor}', { seconds: decimal(ms / 1000, 0), processor })
    : say('{milliseconds} ms a photo on {processor}', {
        milliseconds: decimal(ms, ms < 10 ? 1 : 0),
        processor,
      })
}
