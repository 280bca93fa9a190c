import type { TagFilter } from '../../../src-shared/schemas/tagFilter.ts'
import { isBelow, normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { App } from '../../state/app.svelte.ts'
import { say } from '../../words/say.svelte.ts'

/** Gives a tag another path, and says so with the way back. */
export async function renameTag(app: App, from: string, to: string): Promise<void> {
  const done = await app.decisions.change(() => app.api.call('tags.rename', { from, to }))
  app.tags.refresh()
  follow(app, from, normaliseTagPath(to))
  const { photos } = done
  app.decided(
    say('“{from}” is now “{to}” on {photos, plural, one{# photo} other{# photos}}', { from, to, photos }),
    done,
  )
}

/** Where the photos of a tag are shown, or of one below it, they are shown under its new name. */
function follow({ navigation }: App, from: string, to: string): void {
  const { place } = navigation
  if (place.view !== 'photos' || place.source.kind !== 'tagged') return
  const { filter } = place.source
  const { path } = filter
  if (path === undefined || (path !== from && !isBelow(path, from))) return
  const source = { kind: 'tagged' as const, filter: { ...filter, path: to + path.slice(from.length) } }
  navigation.replace({ ...place, source })
}

/** In these a photo has a tag. */
export const TAGGED = ['accepted', 'automatic', 'imported'] as const

/**
 * Counts what would be taken off, and asks whether all of it is to be, at once. `tag` is its name, where it is one;
 * `which` says what else was chosen.
 */
export async function askRemoveTags(
  app: App,
  filter: TagFilter,
  tag: string | null,
  which: readonly string[] = [],
): Promise<void> {
  const { tags, photos } = await app.api.call('tags.tally', filter)
  const what = which.length > 0 ? `${which.join(', ')}. ` : ''
  app.dialog = {
    kind: 'confirm',
    title:
      tag === null
        ? say(
            'Take {tags, plural, one{# tag} other{# tags}} off {photos, plural, one{# photo} other{# photos}}?',
            { tags, photos },
          )
        : say('Take “{tag}” off {photos, plural, one{# photo} other{# photos}}?', { tag, photos }),
    text: `${what}${say(
      'No file is touched until you sync sidecars, and you can undo this. Tags that a label sets come back when the label is changed.',
    )}`,
    button: say('Take off'),
    run: async () => {
      const done = await app.decisions.change(() => app.api.call('tags.remove', filter))
      app.decided(
        tag === null
          ? say('These tags taken off {photos, plural, one{# photo} other{# photos}}', {
              photos: done.photos,
            })
          : say('“{tag}” taken off {photos, plural, one{# photo} other{# photos}}', {
              tag,
              photos: done.photos,
            }),
        done,
      )
    },
  }
}

/** Says yes to a tag for photos that were dropped on it. */
export async function tagPhotos(app: App, path: string, photoIds: readonly number[]): Promise<void> {
  const done = await app.decisions.decide(photoIds, path, 'accept')
  app.tags.refresh()
  app.decided(
    say(
      '{tag}: {decision, select, accept{yes} reject{no} other{removed}} for {photos, plural, one{# photo} other{# photos}}',
      {
        tag: path,
        decision: 'accept',
        photos: photoIds.length,
      },
    ),
    done,
  )
}
