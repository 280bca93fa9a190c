import type { Root } from './schemas/library.ts'

/** How it is with a folder of the library, in a few words, for the terminal: the window says it in its own language. */
export function describeRootState({ state, reason, lookEvery }: Root): string {
  switch (state) {
    case 'watched':
      return 'watching'
    case 'polled':
      return `looked at every ${lookEvery} minutes. ${reason ?? ''}`.trim()
    case 'there':
      return 'connected'
    case 'empty':
      return 'empty, or its drive is away'
    case 'away':
      return 'its drive is not connected'
    case 'gone':
      return 'not there any more'
    case 'unreadable':
      return 'no permission to read it'
  }
}
