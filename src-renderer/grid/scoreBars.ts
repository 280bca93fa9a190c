import type { PhotoIndex } from '../../src-shared/schemas/photo.ts'

/**
 * How scores are shown under photos: the room they take, in pixels, and the score that fills a bar where numbers stand
 * beside it. A search is read more closely than a label: its scores are numbers too.
 */
export function scoreBars({ scores, cut, scoreKind }: PhotoIndex): {
  room: number
  full: number | undefined
} {
  if (!scores) return { room: 0, full: undefined }
  if (cut === undefined) return { room: 8, full: undefined }
  return { room: 20, full: scoreKind === 'raw' ? 1 : Math.max(scores[0] ?? 1, 1e-6) }
}
