import type { Root } from '../../../src-shared/schemas/library.ts'
import { hear } from '../../words/hear.ts'
import { say } from '../../words/say.svelte.ts'

/** How it is with a folder of the library, in a few words. */
export function rootState({ state, reason, lookEvery }: Root): string {
  switch (state) {
    case 'watched':
      return say('watching')
    case 'polled':
      return `${say('looked at every {minutes, plural, one{# minute} other{# minutes}}', { minutes: lookEvery })}. ${hear(reason ?? '')}`.trim()
    case 'there':
      return say('connected')
    case 'empty':
      return say('empty, or its drive is away')
    case 'away':
      return say('its drive is not connected')
    case 'gone':
      return say('not there any more')
    case 'unreadable':
      return say('no permission to read it')
  }
}
