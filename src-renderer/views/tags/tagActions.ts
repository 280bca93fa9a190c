import type { TagFilter } from '../../../src-shared/schemas/tagFilter.ts'
import { countOf } from '../../format.ts'
import type { App } from '../../state/app.svelte.ts'

/** Gives a tag another path, and says so with the way back. */
export async function renameTag(app: App, from: string, to: string): Promise<void> {
  const { photos } = await app.decisions.change(() => app.api.call('tags.rename', { from, to }))
  app.tags.refresh()
  app.decided(`“${from}” is now “${to}” on ${countOf(photos, 'photo')}`)
}

/** Asks whether these tags are to be taken off their photos, all at once. */
export function askRemoveTags(app: App, filter: TagFilter, what: string, photos: number): void {
  app.dialog = {
    kind: 'confirm',
    title: `Take ${what} off ${countOf(photos, 'photo')}?`,
    text: 'No file is touched until you sync sidecars, and you can undo this. Tags that a label sets come back when the label is changed.',
    button: 'Take off',
    run: async () => {
      const done = await app.decisions.change(() => app.api.call('tags.remove', filter))
      app.decided(`${what} taken off ${countOf(done.photos, 'photo')}`)
    },
  }
}

/** Says yes to a tag for photos that were dropped on it. */
export async function tagPhotos(app: App, path: string, photoIds: readonly number[]): Promise<void> {
  await app.decisions.decide(photoIds, path, 'accept')
  app.tags.refresh()
  app.decided(`${path}: yes for ${countOf(photoIds.length, 'photo')}`)
}
