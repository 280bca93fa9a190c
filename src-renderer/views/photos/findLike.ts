import type { App } from '../../state/app.svelte.ts'
import { like } from '../../state/place.ts'

/** Photos that a search can be like at once. */
const MOST_EXAMPLES = 20

/** Searches for photos that look like these. */
export function findLike(app: App, ids: readonly number[]): void | false {
  if (ids.length === 0) return false
  app.navigation.go({ view: 'photos', source: like(ids.slice(0, MOST_EXAMPLES)) })
}
