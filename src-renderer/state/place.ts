import type { TriedPhoto } from '../../src-shared/schemas/classification.ts'
import type { PhotoSource } from '../../src-shared/schemas/photo.ts'

/** Where the user is. It is kept in the browser's history, so that back, forward and reload work as they should. */
export type Place =
  /** a grid; over it one photo, or a few that are compared */
  | { view: 'photos'; source: Source; photoId?: number; compare?: readonly number[] }
  | { view: 'label'; labelId: number | null; text?: string; photoIds?: number[] }
  | { view: 'review'; labelId: number | null }
  | { view: 'try'; photo: TriedPhoto | null }
  | { view: 'duplicates' }
  | { view: 'map' }

/** A photo source with its defaults filled in. */
export type Source = PhotoSource

export const everything: Place = { view: 'photos', source: { kind: 'all' } }

export const sameSource = (a: Source, b: Source): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The source that is shown, if photos are shown. */
export const sourceOf = (place: Place): Source | null => (place.view === 'photos' ? place.source : null)

/** The label that is edited or reviewed, if one is. */
export const labelOf = (place: Place): number | null => ('labelId' in place ? place.labelId : null)

/** A search for photos that are like these. */
export const like = (photoIds: readonly number[]): Source => ({
  kind: 'text',
  text: photoIds.map((id) => `like:${id}`).join(' + '),
  more: false,
})

/** True where what the source holds depends on scores or decisions, not on the files alone. */
export const dependsOnTags = (source: Source): boolean => ['label', 'album', 'tagged'].includes(source.kind)
export const dependsOnScores = (source: Source): boolean => dependsOnTags(source) || source.kind === 'text'
