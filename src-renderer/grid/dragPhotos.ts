import { inElectron, mediaUrl } from '../api/media.ts'
import { countOf } from '../format.ts'

/** The type of what is dragged when photos are: what else is dragged is not for albums and tags. */
export const PHOTOS_TYPE = 'application/x-lumitag-photos'

/** Puts photos on the pointer: for albums and tags of the sidebar, and, in a browser, for a folder of the system. */
export function dragPhotos(
  event: DragEvent,
  ids: readonly number[],
  versionOf: (id: number) => number,
): void {
  const data = event.dataTransfer
  if (!data) return
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
  badge.textContent = countOf(photos, 'photo')
  document.body.append(badge)
  setTimeout(() => badge.remove())
  return badge
}

/** Handlers of an element that photos can be dropped on. */
export function dropsPhotos(ondrop: (ids: number[]) => void): {
  ondragover(event: DragEvent): void
  ondrop(event: DragEvent): void
} {
  return {
    ondragover(event) {
      if (!event.dataTransfer?.types.includes(PHOTOS_TYPE)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    ondrop(event) {
      const ids = event.dataTransfer?.getData(PHOTOS_TYPE)
      if (!ids) return
      event.preventDefault()
      event.stopPropagation()
      ondrop(ids.split(',').map(Number))
    },
  }
}
