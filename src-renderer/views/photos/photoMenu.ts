import type { App } from '../../state/app.svelte.ts'
import type { Selection } from '../../state/selection.svelte.ts'
import type { Source } from '../../state/place.ts'
import type { MenuEntry } from '../../ui/menuEntry.ts'
import { say } from '../../words/say.svelte.ts'
import { compare, MOST_COMPARED } from '../compare/compare.ts'
import { copyTags, pasteTags } from '../inspector/copyTags.ts'
import { findLike } from './findLike.ts'

/** What the view does with photos. */
export interface PhotoActions {
  open(id: number): void
  addToAlbum(ids: number[]): void
  remove(ids: number[]): void
}

/** What can be done with the selected photos, in the grid's menu; without any, what a grid can do. */
export function photoMenu(app: App, source: Source, actions: PhotoActions): MenuEntry[] {
  const { keymap, photos, selection } = app
  const ids = [...selection.ids]
  const [first] = ids
  if (first === undefined)
    return [
      { text: say('Select all'), keys: keymap.text('selectAll'), run: () => selection.all(photos.ids) },
      { text: say('Add a folder…'), run: () => void (app.dialog = { kind: 'add-folder' }) },
    ]
  const isGone = source.kind === 'missing'
  const one: MenuEntry[] = [
    { text: say('Open'), keys: keymap.text('open'), run: () => actions.open(first) },
    {
      text: say('Show in folder'),
      run: () => app.try(() => app.api.call('host.reveal', { photoId: first })),
    },
    {
      text: say('Open in another program'),
      run: () => app.try(() => app.api.call('host.open', { photoId: first })),
    },
  ]
  const some: MenuEntry[] = [
    ...(ids.length <= MOST_COMPARED
      ? [{ text: say('Compare'), keys: keymap.text('compare'), run: () => void compare(app, ids) }]
      : []),
    {
      text: say('Find photos like these'),
      keys: keymap.text('similar'),
      run: () => void findLike(app, ids),
    },
    {
      text: say('Label from these…'),
      run: () => app.navigation.go({ view: 'label', labelId: null, photoIds: ids }),
    },
    { text: say('Add to album…'), keys: keymap.text('addToAlbum'), run: () => actions.addToAlbum(ids) },
    ...(ids.length === 1
      ? [
          {
            text: say('Copy tags'),
            keys: keymap.text('copyTags'),
            run: () => void copyTags(app),
            apart: true,
          },
        ]
      : []),
    ...(app.copiedTags.length > 0
      ? [{ text: say('Paste tags'), keys: keymap.text('pasteTags'), run: () => void pasteTags(app) }]
      : []),
    {
      text: say('Sync sidecars…'),
      run: () => void (app.dialog = { kind: 'sync', source, selected: ids }),
    },
  ]
  return [
    ...(ids.length > 1 ? [] : isGone ? one.slice(0, 1) : one),
    ...(isGone ? [] : some),
    {
      text: isGone ? say('Forget the selected…') : say('Move to trash…'),
      keys: keymap.text('trash'),
      danger: true,
      apart: true,
      run: () => actions.remove(ids),
    },
  ]
}

/** The menu is about the selection: with the photo that it was asked for. */
export function aim(event: MouseEvent, selection: Selection): void {
  const cell = (event.target as Element).closest('[role=option]')
  const id = Number(cell?.id.slice('photo-'.length))
  if (cell && !selection.ids.has(id)) selection.only(id)
}
