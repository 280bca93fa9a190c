import { formatBytes } from './bytes.ts'

/** Bytes that are left on the library's disk when it is time to say so: 20,000 thumbnails, and what a database needs. */
export const LITTLE_ROOM = 1_000_000_000

/** Photos that one call can name. */
export const MOST_PHOTOS = 100_000

/* How much can be asked at once, where a single photo is tried with words. */

export const MOST_LABELS = 200
/** Side by side; each is a tower to load and a column to look at. */
export const MOST_MODELS = 4
/** Bytes of a photo that is dropped into the window: it is copied. A photo of the library may be larger. */
export const MOST_DROPPED_BYTES = 100_000_000
export const TOO_BIG_TO_DROP = `A photo that is dropped into the window may have up to ${formatBytes(MOST_DROPPED_BYTES)}. Add its folder to the library instead.`
