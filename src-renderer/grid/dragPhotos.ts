import { inElectron, mediaUrl } from '../api/media.ts'
import { say } from '../words/say.svelte.ts'

/** The type of what is dragged when photos are: what else is dragged is not for albums and tags. */
export const PHOTOS_TYPE = 'application/x-lumitag-photos'

/** photos that the desktop drags as files: what comes back into the window are they, and no pictures from outside */
let outside: readonly number[] | null = null

/**
 * Puts photos on the pointer: for albums and tags of the sidebar, and for other programs. The desktop app drags their
 * files (`dragOut`); a browser can give one picture to a folder of the system.
 */
export function dragPhotos(
  event: DragEvent,
  ids: readonly number[],
  versionOf: (id: number) => number,
  dragOut: (ids: readonly number[]) => void,
): void {
  const data = event.dataTransfer
  if (!data) return
  if (inElectron()) {
    event.preventDefault()
    outside = ids
    // no event tells that the desktop's drag has ended; the next press of the pointer does
    addEventListener('pointerdown', () => (outside = null), { once: true, capture: true })
    return dragOut(ids)
  }
  data.effectAllowed = 'copy'
  data.setData(PHOTOS_TYPE, ids.join())
  const [id] = ids
  if (ids.length === 1 && !inElectron()) {
    const url = new URL(mediaUrl('full', id!, versionOf(id!)), location.href)
    data.setData('DownloadURL', `application/octet-stream:photo-${id}.jpg:${url.href}`)
  }
  if (ids.length > 1) data.setDragImage(countBadge(ids.length), -12, -12)
}

/** A small sign with the number of photos, for as long as the browser needs to take a picture of it. */
function countBadge(photos: number): HTMLElement {
  const badge = document.createElement('div')
  badge.className = 'drag-badge'
  badge.textContent = say('{photos, plural, one{# photo} other{# photos}}', { photos })
  document.body.append(badge)
  setTimeout(() => badge.remove())
  return badge
}

/** True where photos of the library are dragged, not files from outside. */
export function carriesPhotos({ dataTransfer }: DragEvent): boolean {
  const types = dataTransfer?.types ?? []
  return types.includes(PHOTOS_TYPE) || (outside !== null && types.includes('Files'))
}

const photosOf = ({ dataTransfer }: DragEvent): number[] => {
  const ids = dataTransfer?.getData(PHOTOS_TYPE)
  return ids ? ids.split(',').map(Number) : [...(outside ?? [])]
}

/** Handlers of an element that photos can be dropped on. */
export function dropsPhotos(ondrop: (ids: number[]) => void): {
  ondragover(event: DragEvent): void
  ondrop(event: DragEvent): void
} {
  return {
    ondragover(event) {
      if (!carriesPhotos(event)) return
      event.preventDefault()
      event.dataTransfer!.dropEffect = 'copy'
    },
    ondrop(event) {
      if (!carriesPhotos(event)) return
      event.preventDefault()
      event.stopPropagation()
      ondrop(photosOf(event))
    },
  }
}
