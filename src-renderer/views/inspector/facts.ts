import type { PhotoDetails } from '../../../src-shared/schemas/photo.ts'
import { say } from '../../words/say.svelte.ts'

const notes = (): Partial<Record<NonNullable<PhotoDetails['takenFrom']>, string>> => ({
  name: say('from the file’s name'),
  gps: say('UTC, from the satellites'),
  'exif-changed': say('when the file was last changed'),
})

/** What to know about a capture time that no camera wrote as such; begins a new line. */
export function takenNote({ takenFrom }: Pick<PhotoDetails, 'takenFrom'>): string {
  const note = takenFrom && notes()[takenFrom]
  return note ? `\n${note}` : ''
}
