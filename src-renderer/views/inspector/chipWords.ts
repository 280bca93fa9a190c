import { dayOf, score } from '../../format.ts'
import type { Chip } from '../../state/chips.ts'

/** Who says so, when, with which model: the chip's tooltip. */
export function chipWords(chip: Chip): string {
  const { tag } = chip
  const of = chip.score === null ? '' : `, score ${score(chip.score)}`
  if (chip.state === 'suggested') return `${chip.path}\nSuggested${of}. Yes or no?`
  if (!tag) return chip.path
  const when = dayOf(tag.at)
  if (tag.state === 'imported') return `${chip.path}\nFound in the sidecar or the photo, ${when}`
  if (tag.state === 'rejected') return `${chip.path}\nRejected by you, ${when}`
  if (tag.state === 'accepted') return `${chip.path}\nAccepted by you, ${when}`
  const limit = tag.threshold === null ? '' : ` (threshold ${score(tag.threshold)})`
  return `${chip.path}\nSet by ${tag.model ?? 'the model'}${of}${limit}, ${when}`
}
