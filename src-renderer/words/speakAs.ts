import { languageFor, type Language } from '../../src-shared/languages.ts'
import { speak } from './say.svelte.ts'

/** Has the window speak the language that was chosen, or the system's. Rejects if its texts cannot be loaded. */
export function speakAs(chosen: Language | 'system'): Promise<void> {
  const system = navigator.languages
  return speak(chosen === 'system' ? languageFor(system) : chosen, system)
}
