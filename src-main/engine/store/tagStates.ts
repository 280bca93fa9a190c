import type { TagState } from '../../../src-shared/schemas/photo.ts'
import type { Database } from './open.ts'
import { watch } from './watch.ts'

/** States as numbers, in tables that have one for each photo. */
export const TAG_STATE = {
  none: 0,
  accepted: 1,
  automatic: 2,
  rejected: 3,
  imported: 4,
} as const satisfies Record<TagState | 'none', number>

const NAMES = new Map(Object.entries(TAG_STATE).map(([name, state]) => [state as number, name]))

/** A state in a table by its name; null: nothing was decided. */
export const tagStateOf = (state: number | undefined): TagState | null =>
  state ? (NAMES.get(state) as TagState) : null

/** Whether a photo in this state has the tag. */
export const isTagged = (state: number | undefined): boolean =>
  state === TAG_STATE.accepted || state === TAG_STATE.automatic || state === TAG_STATE.imported

/** Answers a tag's state on each photo, by photo id: the table itself, which may be shorter than the ids go. */
export type TagStates = (path: string) => Uint8Array

/**
 * What was decided about tags, in memory: read once for each tag that is asked for, one byte a photo, and kept in step
 * with the database by the database.
 */
export function tagStates(db: Database): TagStates {
  const known = new Map<string, Uint8Array>()
  const set = (path: string, photoId: number, state: number): void => {
    let states = known.get(path)
    if (!states) return
    if (photoId >= states.length) {
      const longer = new Uint8Array(Math.max(1024, photoId * 1.25))
      longer.set(states)
      known.set(path, (states = longer))
    }
    states[photoId] = state
  }
  watch(db, 'tags', ['path', 'photo_id', 'state'], (isThere, path, photoId, state) =>
    set(path as string, photoId as number, isThere ? TAG_STATE[state as TagState] : TAG_STATE.none),
  )
  db.onRollback(() => known.clear())
  return (path) => {
    if (!known.has(path)) {
      known.set(path, new Uint8Array())
      // the index by path holds all of it
      for (const [photoId, state] of db.rows<[number, TagState]>(
        'SELECT photo_id, state FROM tags WHERE path = ? ORDER BY photo_id DESC',
        path,
      ))
        set(path, photoId, TAG_STATE[state])
    }
    return known.get(path)!
  }
}
