import type { LabelScore, PhotoDetails, Tag } from '../../src-shared/schemas/photo.ts'
import type { ScoreKind } from '../../src-shared/schemas/scoreKind.ts'
import type { TagSummary } from '../../src-shared/schemas/tagging.ts'

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
  /** for one photo with a score: the one that its label's bars are compared with, and what it is */
  score: number | null
  kind: ScoreKind
  /** who decided it, for one photo */
  tag: Tag | null
}

const order: ChipState[] = ['accepted', 'automatic', 'suggested', 'rejected']

/** Tags and suggestions of a photo: accepted first, then automatic, suggested, rejected; `first` leads its kind. */
export function chipsOf({ tags, scores }: PhotoDetails, first: number | null = null): Chip[] {
  const decided = tags.map((tag): Chip => {
    const state = tag.state === 'imported' ? 'accepted' : tag.state
    const now = scores.find(({ labelId }) => labelId === tag.labelId)
    const then = { score: tag.score, calibrated: tag.calibrated, baseKind: now?.baseKind ?? 'raw' }
    const told = tag.score === null && now ? now : then
    return { path: tag.path, labelId: tag.labelId, state, photos: 1, ...decisive(told), tag }
  })
  const paths = new Set(tags.map(({ path }) => path))
  const suggested = scores
    .filter(({ suggested, name }) => suggested && !paths.has(name))
    .map((score): Chip => {
      const { name, labelId } = score
      return { path: name, labelId, state: 'suggested', photos: 1, ...decisive(score), tag: null }
    })
  return inOrder([...decided, ...suggested], first)
}

function decisive({
  score,
  calibrated,
  baseKind,
}: Pick<LabelScore, 'score' | 'calibrated' | 'baseKind'>): Pick<Chip, 'score' | 'kind'> {
  return calibrated === null ? { score, kind: baseKind } : { score: calibrated, kind: 'calibrated' }
}

/** The same of many photos, one chip per tag, in the state that most of them have. */
export function chipsOfMany(summary: readonly TagSummary[], first: number | null = null): Chip[] {
  const chips = summary.map(({ path, labelId, accepted, imported, ...others }): Chip => {
    const counts = { accepted: accepted + imported, ...others }
    const state = order.reduce((best, other) => (counts[other] > counts[best] ? other : best))
    return { path, labelId, state, photos: counts[state], score: null, kind: 'raw', tag: null }
  })
  return inOrder(chips, first)
}

function inOrder(chips: Chip[], first: number | null): Chip[] {
  const rank = (chip: Chip): number => order.indexOf(chip.state)
  const leads = (chip: Chip): number => Number(chip.labelId === first && first !== null)
  return chips.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      leads(b) - leads(a) ||
      b.photos - a.photos ||
      (b.score ?? -1) - (a.score ?? -1) ||
      a.path.localeCompare(b.path),
  )
}
