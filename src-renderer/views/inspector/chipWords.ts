import { dayOf, score } from '../../format.ts'
import type { Chip } from '../../state/chips.ts'
import { nameScore } from '../../words/nameScore.ts'
import { say } from '../../words/say.svelte.ts'

/** Who says so, when, with which model: the chip's tooltip. */
export const chipWords = (chip: Chip): string => [chip.path, reasonOf(chip)].filter(Boolean).join('\n')

function reasonOf({ state, score: value, kind, tag }: Chip): string {
  if (state === 'suggested')
    return value === null
      ? say('Suggested. Yes or no?')
      : say('Suggested, {score}. Yes or no?', { score: nameScore(kind, value) })
  if (!tag) return ''
  const day = dayOf(tag.at)
  if (tag.state === 'imported') {
    if (tag.file === 'photo') return say('Found in the photo, {day}', { day })
    if (tag.file === 'sidecar') return say('Found in the sidecar, {day}', { day })
    return say('Found in the sidecar or the photo, {day}', { day })
  }
  if (tag.state === 'rejected') return say('Rejected by you, {day}', { day })
  if (tag.state === 'accepted') return say('Accepted by you, {day}', { day })
  const model = tag.model ?? say('the model')
  if (value === null) return say('Set by {model}, {day}', { model, day })
  const known = { model, day, score: nameScore(kind, value) }
  return tag.threshold === null
    ? say('Set by {model}, {score}, {day}', known)
    : say('Set by {model}, {score} (threshold {threshold}), {day}', {
        ...known,
        threshold: score(tag.threshold),
      })
}
