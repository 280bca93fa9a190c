import type { PhotoDetails } from '../../../src-shared/schemas/photo.ts'
import { listOf } from '../../format.ts'
import { say } from '../../words/say.svelte.ts'

/** A photo for those who cannot see it: its name and its tags. */
export function spokenPhoto({ name, tags }: Pick<PhotoDetails, 'name' | 'tags'>): string {
  const set = tags.filter(({ state }) => state !== 'rejected').map(({ path }) => path)
  return set.length > 0
    ? say('{name}, tags: {tags}', { name, tags: listOf(set) })
    : say('{name}, no tags', { name })
}
