import type { App } from '../../state/app.svelte.ts'
import { say } from '../../words/say.svelte.ts'

/** Side by side there is room for so many. */
export const MOST_COMPARED = 4

/** Shows photos side by side; one alone with the photo after it. */
export function compare(app: App, ids: readonly number[]): void | false {
  const { place } = app.navigation
  if (place.view !== 'photos' || ids.length === 0) return false
  if (ids.length > MOST_COMPARED)
    return app.toasts.show(
      say('Up to {most, number} photos can be compared. Select fewer.', { most: MOST_COMPARED }),
      {
        topic: 'compare',
      },
    )
  const [id] = ids
  const other = app.photos.step(id!, 1) ?? app.photos.step(id!, -1)
  const compared = ids.length > 1 ? inOrder(app, ids) : other === null ? [] : [id!, other]
  if (compared.length < 2)
    return app.toasts.show(say('There is no other photo to compare it with.'), { topic: 'compare' })
  app.immersive = false
  app.navigation.go({ view: 'photos', source: place.source, compare: compared })
}

function inOrder({ photos }: App, ids: readonly number[]): number[] {
  return ids.toSorted((a, b) => (photos.positions.get(a) ?? 0) - (photos.positions.get(b) ?? 0))
}
