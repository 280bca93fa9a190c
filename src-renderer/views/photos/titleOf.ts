import type { App } from '../../state/app.svelte.ts'
import type { Source } from '../../state/place.ts'

/** The name of what is shown, for its header. */
export function titleOf(source: Source, app: App): string {
  switch (source.kind) {
    case 'all':
      return 'All photos'
    case 'folder': {
      const root = app.roots.value?.find((root) => root.id === source.rootId)?.name ?? 'Folder'
      return source.path ? `${root} / ${source.path.replaceAll('/', ' / ')}` : root
    }
    case 'label': {
      const name = app.labels.value?.find((label) => label.id === source.labelId)?.name ?? 'Label'
      return source.suggested ? `Suggested: ${name}` : name
    }
    case 'album':
      return app.albums.value?.find((album) => album.id === source.albumId)?.name ?? 'Smart album'
    case 'text':
      return likeTitle(source.text) ?? (isPlace(source.text) ? 'Photos of this place' : `“${source.text}”`)
    case 'tagged':
      return source.filter.path ?? 'Tagged photos'
    case 'unreadable':
      return 'Could not be read'
    case 'missing':
      return 'Missing photos'
    case 'photos':
      return 'Selected photos'
  }
}

/** A search by a box on the map alone. */
const isPlace = (text: string): boolean => /^within:[-\d.,]+$/.test(text)

/** A search by photos alone is said in words. */
function likeTitle(text: string): string | undefined {
  const terms = text.split(' + ')
  if (!terms.every((term) => /^like:(dropped-)?\d+$/.test(term))) return undefined
  if (terms.length > 1) return `Photos like these ${terms.length}`
  return text.includes('dropped') ? 'Photos like the one you brought' : 'Photos like this one'
}
