import type { Album } from '../../../src-shared/schemas/album.ts'
import type { App } from '../../state/app.svelte.ts'
import { say } from '../../words/say.svelte.ts'

type Target = Pick<App, 'api' | 'albums' | 'toasts' | 'try'>

/** Puts photos into an album: pins them where it follows a rule. */
export async function addTo(app: Target, { id, name }: Album, photoIds: readonly number[]): Promise<void> {
  const before = new Set(await shown(app, id))
  await mark(app, id, photoIds, 'pinned')
  // those that were in it already stay in it whatever is taken back
  const added = photoIds.filter((photoId) => !before.has(photoId))
  const undo = { text: say('Undo'), run: () => app.try(() => mark(app, id, added, 'clear')) }
  app.toasts.show(
    say('{photos, plural, one{# photo} other{# photos}} added to “{name}”.', { photos: added.length, name }),
    added.length > 0 ? { action: undo } : {},
  )
}

/** Takes photos out of an album; a rule is told to leave them out. */
export async function takeOut(app: Target, album: Album, photoIds: readonly number[]): Promise<void> {
  const { id, name } = album
  const before = await shown(app, id)
  await mark(app, id, photoIds, 'excluded')
  const photos = photoIds.length
  app.toasts.show(
    say('{photos, plural, one{# photo} other{# photos}} taken out of “{name}”.', { photos, name }),
    {
      action: { text: say('Undo'), run: () => app.try(() => putBack(app, album, photoIds, before)) },
    },
  )
}

/** Photos that were taken out are again where they were. */
async function putBack(
  app: Target,
  { id, rule }: Album,
  photoIds: readonly number[],
  before: readonly number[],
): Promise<void> {
  if (rule === null) {
    await mark(app, id, photoIds, 'pinned')
    return app.api.call('albums.arrange', { id, photoIds: [...before], before: null })
  }
  await mark(app, id, photoIds, 'clear')
  // what the rule does not find had been pinned
  const found = new Set(await shown(app, id))
  const pinned = photoIds.filter((photoId) => !found.has(photoId))
  if (pinned.length > 0) await mark(app, id, pinned, 'pinned')
}

/** What an album shows, in its order. */
async function shown({ api }: Target, albumId: number): Promise<readonly number[]> {
  return (await api.call('photos.index', { source: { kind: 'album', albumId } })).ids
}

async function mark(
  app: Target,
  id: number,
  photoIds: readonly number[],
  how: 'pinned' | 'excluded' | 'clear',
): Promise<void> {
  await app.api.call('albums.mark', { id, photoIds: [...photoIds], mark: how })
  app.albums.refresh()
}

/** Moves photos of an album by hand one place towards its beginning (-1) or its end (1). */
export async function move(app: App, id: number, chosen: ReadonlySet<number>, by: -1 | 1): Promise<void> {
  const { ids } = app.photos
  const at = ids.flatMap((photoId, index) => (chosen.has(photoId) ? [index] : []))
  const [first, last] = [at[0], at.at(-1)]
  if (first === undefined || last === undefined) return
  const before = by === -1 ? ids[first - 1] : ids[last + 2]
  if (by === -1 && before === undefined) return
  await app.api.call('albums.arrange', {
    id,
    photoIds: at.map((index) => ids[index]!),
    before: before ?? null,
  })
}

/** Asks, and turns a smart album into one by hand. */
export function askByHand(app: App, { id, name, count }: Album): void {
  app.dialog = {
    kind: 'confirm',
    title: say('Turn “{name}” into an album by hand?', { name }),
    text: say(
      'It keeps the {photos, plural, one{# photo} other{# photos}} that it shows now, and its rule is forgotten.',
      { photos: count },
    ),
    button: say('Turn into album by hand'),
    run: async () => {
      await app.api.call('albums.update', { id, change: { rule: null } })
      app.albums.refresh()
    },
  }
}

/** Asks, and deletes an album. */
export function askRemove(app: App, album: Album): void {
  app.dialog = {
    kind: 'confirm',
    title: say('Delete the album “{name}”?', { name: album.name }),
    text: album.rule
      ? say('Only the rule is deleted. The photos and their tags stay.')
      : say('The photos stay.'),
    button: say('Delete album'),
    run: async () => {
      await app.api.call('albums.remove', { id: album.id })
      const { place } = app.navigation
      if (place.view === 'photos' && place.source.kind === 'album' && place.source.albumId === album.id)
        app.navigation.replace({ view: 'photos', source: { kind: 'all' } })
    },
  }
}
