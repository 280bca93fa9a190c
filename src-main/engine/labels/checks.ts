import { LumitagError } from '../../../src-shared/errors.ts'
import type { LabelInput } from '../../../src-shared/schemas/label.ts'
import { parseTagPath } from '../../../src-shared/tagPath.ts'
import type { Bars, OwnThresholds } from '../store/labels.ts'
import { UNSET } from './thresholds.ts'

export function checkThresholds({ automatic, suggestion }: Bars): void {
  if (automatic !== null && suggestion !== null && suggestion > automatic)
    throw new LumitagError('BAD_INPUT', 'The suggestion threshold lies above the automatic one.')
}

/** "New York > New York" is a place; what comes back after something else lies under itself. */
export function checkCircle(name: string): void {
  const segments = parseTagPath(name).map((segment) => segment.toLocaleLowerCase())
  const at = segments.findIndex(
    (segment, place) => segments.lastIndexOf(segment, place - 2) !== -1 && place > 1,
  )
  if (at === -1) return
  throw new LumitagError(
    'BAD_INPUT',
    `"${name}" goes round in a circle: "${parseTagPath(name)[at]!}" would lie under itself. Name each step once.`,
  )
}

/** Words or photos: they cannot be compared with one another. */
export function checkShape({
  prompts,
  photos,
  contrast,
  minus,
  exclusive,
}: Partial<Pick<LabelInput, 'prompts' | 'photos' | 'contrast' | 'minus' | 'exclusive'>>): void {
  if (!photos?.length) {
    if (prompts?.length === 0)
      throw new LumitagError('BAD_INPUT', 'A label needs a prompt, or photos that show what is meant.')
    return
  }
  if (prompts?.length || contrast?.length || minus?.length || exclusive)
    throw new LumitagError(
      'BAD_INPUT',
      'A label is made of words or of photos. One of photos has no prompts, contrasts, minus terms or exclusive group.',
    )
}

/** Absent bars stay; null goes back to what is proposed. */
export function changedBars(
  own: OwnThresholds,
  base: Partial<Bars> | Record<keyof Bars, undefined>,
  calibrated: Partial<Record<keyof Bars, number | null | undefined>> | undefined,
): OwnThresholds {
  const changed = (
    before: Bars,
    change: Partial<Record<keyof Bars, number | null | undefined>> = {},
  ): Bars => ({
    automatic: change.automatic === undefined ? before.automatic : change.automatic,
    suggestion: change.suggestion === undefined ? before.suggestion : change.suggestion,
  })
  return { ...changed(own, base), calibrated: changed(own.calibrated ?? UNSET, calibrated) }
}

/** A change without what it says nothing about. */
export const withoutAbsent = <T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never
