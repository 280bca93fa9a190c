import type { PhotoDetails, Tag } from '../../src-shared/schemas/photo.ts'

export type Decision = 'accept' | 'reject' | 'clear'
export type ChipState = 'accepted' | 'automatic' | 'suggested' | 'rejected'

/** One tag or suggestion of the selected photos, as a chip shows it. */
export interface Chip {
  path: string
  labelId: number | null
  /** the state of most of the photos that have it */
  state: ChipState
  /** photos in that state */
  photos: number
  /** raw score, for one photo with a score */
  score: number | null
  /** who decided it, for one photo */
  tag: Tag | null
}

const order: ChipState[] = ['accepted', 'automatic', 'suggested', 'rejected']

const stateOf = (tag: Tag): ChipState => (tag.state === 'imported' ? 'accepted' : tag.state)

/** Tags and suggestions of the photos, one chip per path: accepted first, then automatic, suggested, rejected; `first` leads its kind. */
export function chipsOf(photos: readonly PhotoDetails[], first: number | null = null): Chip[] {
  const found = new Map<
    string,
    { labelId: number | null; states: Map<ChipState, number>; score: number; tag: Tag | null }
  >()
  const note = (
    path: string,
    labelId: number | null,
    state: ChipState,
    score: number,
    tag: Tag | null,
  ): void => {
    const entry = found.get(path) ?? { labelId, states: new Map(), score: -1, tag }
    entry.states.set(state, (entry.states.get(state) ?? 0) + 1)
    entry.score = Math.max(entry.score, score)
    entry.labelId ??= labelId
    found.set(path, entry)
  }
  for (const photo of photos) {
    for (const tag of photo.tags)
      note(tag.path, tag.labelId, stateOf(tag), tag.score ?? scoreOf(photo, tag) ?? -1, tag)
    const decided = new Set(photo.tags.map((tag) => tag.path))
    for (const { suggested, name, labelId, score } of photo.scores)
      if (suggested && !decided.has(name)) note(name, labelId, 'suggested', score ?? -1, null)
  }
  const chips = [...found].map(([path, { labelId, states, score, tag }]): Chip => {
    const [state, count] = [...states].reduce((best, other) => (other[1] > best[1] ? other : best))
    const single = photos.length === 1
    return { path, labelId, state, photos: count, score: score >= 0 ? score : null, tag: single ? tag : null }
  })
  const rank = (chip: Chip): number => order.indexOf(chip.state)
  return chips.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(b.labelId === first && first !== null) - Number(a.labelId === first && first !== null) ||
      b.photos - a.photos ||
      (b.score ?? -1) - (a.score ?? -1) ||
      a.path.localeCompare(b.path),
  )
}

const scoreOf = (photo: PhotoDetails, tag: Tag): number | null | undefined =>
  photo.scores.find((score) => score.labelId === tag.labelId)?.score

/** The decision that brings a photo back to what it says about this tag now. */
export function decisionNow(photo: PhotoDetails, path: string): Decision {
  const tag = photo.tags.find((tag) => tag.path === path)
  if (tag?.state === 'rejected') return 'reject'
  return tag && tag.state !== 'automatic' ? 'accept' : 'clear'
}
