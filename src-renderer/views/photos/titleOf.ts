import type { App } from '../../state/app.svelte.ts'
import type { Source } from '../../state/place.ts'
import { say } from '../../words/say.svelte.ts'

/** The name of what is shown, for its header. */
export function titleOf(source: Source, app: App): string {
  switch (source.kind) {
    case 'all':
      return say('All photos')
    case 'folder': {
      const root = app.roots.value?.find((root) => root.id === source.rootId)?.name ?? say('Folder')
      return source.path ? `${root} / ${source.path.replaceAll('/', ' / ')}` : root
    }
    case 'label': {
      const name = app.labels.value?.find((label) => label.id === source.labelId)?.name ?? say('Label')
      return source.suggested ? say('Suggested: {name}', { name }) : name
    }
    case 'album':
      return app.albums.value?.find((album) => album.id === source.albumId)?.name ?? say('Smart album')
    case 'text':
      return (
        likeTitle(source.text) ??
        (isPlace(source.text) ? say('Photos of this place') : say('“{word}”', { word: source.text }))
      )
    case 'tagged':
      return source.filter.path ?? say('All tags')
    case 'unreadable':
      return say('Could not be read')
    case 'missing':
      return say('Missing photos')
    case 'photos':
      return say('Selected photos')
  }
}

/** A search by a box on the map alone. */
const isPlace = (text: string): boolean => /^within:[-\d.,]+$/.test(text)

/** A search by photos alone is said in words. */
function likeTitle(text: string): string | undefined {
  const terms = text.split(' + ')
  if (!terms.every((term) => /^like:(dropped-)?\d+$/.test(term))) return undefined
  if (terms.length > 1) return say('Photos like these {photos, number}', { photos: terms.length })
  return text.includes('dropped') ? say('Photos like the one you brought') : say('Photos like this one')
}
