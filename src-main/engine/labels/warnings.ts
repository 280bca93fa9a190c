import type { LabelWarning } from '../../../src-shared/schemas/label.ts'
import type { LabelDraftInput } from '../../../src-shared/schemas/labelPreview.ts'
import { isBelow } from '../../../src-shared/tagPath.ts'
import type { PresentPhotos } from '../library/present.ts'
import { drawersOf } from './drawers.ts'
import { englishTwins, isWeakLanguage } from './languages.ts'
import type { LabelDependencies } from './labels.ts'
import type { LabelReading } from './readings.ts'
import { countFrom } from './scores.ts'
import { spelledOut } from './spelling.ts'

/** Fewer photos than this say nothing about a label. */
const ENOUGH = 100
const OFTEN = 0.4
const SAME = 0.9
const FEWEST_OVERLAPPING = 5

export type Warnings = (
  draft: LabelDraftInput,
  reading: LabelReading,
  photos: PresentPhotos,
) => Promise<LabelWarning[]>

/** What is worth knowing about a label while it is being written, in plain words. */
export function createWarnings(dependencies: LabelDependencies): Warnings {
  const { store, scorer, readings, scoring, packs, spelling } = dependencies
  const twinOf = englishTwins(packs())
  return async (draft, reading, photos) => {
    const { mode = 'automatic' } = draft
    const { values, limits } = reading
    const drawers = drawersOf(values.values)
    const scored = drawers.count
    const found = drawers.countFrom(limits.suggestion)
    const spelt = await spelling(draft.prompts)
    const all: (LabelWarning | undefined)[] = [
      ...draft.prompts.map((prompt) => aboutLanguage(prompt, spelt)),
      aboutNoun(draft),
    ]
    if (scored >= ENOUGH && limits.suggestion !== Infinity && mode !== 'search') {
      if (found === 0) all.push(warning('never-fires', 'No photo of your library reaches the lower bar.'))
      if (found >= OFTEN * scored)
        all.push(
          warning(
            'fires-often',
            `It fits ${Math.round((found / scored) * 100)} % of your library. Say more exactly what you mean, or raise the lower bar.`,
          ),
        )
      else if (found >= FEWEST_OVERLAPPING) all.push(await aboutOverlap(draft, reading, photos, found))
    }
    return all.filter((one) => one !== undefined)
  }

  function aboutLanguage(prompt: string, spelt: readonly string[]): LabelWarning | undefined {
    const { model } = scoring()
    const twin = twinOf(prompt)
    const offers = twin ? [twin] : []
    if (spelt.includes(prompt)) return warning('byte-pieces', spelledOut(prompt, model), offers)
    if (!isWeakLanguage(prompt, model)) return undefined
    return warning(
      'weak-language',
      `${model.name} understands “${prompt}” less well than English. Add the same in English: the better of both counts.`,
      offers,
    )
  }

  /** The starter was taught bare words; models that were trained on captions know them less well. */
  function aboutNoun({ prompts }: LabelDraftInput): LabelWarning | undefined {
    const { templates } = scoring().model
    const [only] = prompts
    if (templates.length === 1 || prompts.length !== 1 || !/^[a-z]+$/i.test(only!)) return undefined
    const noun = only!.toLowerCase()
    const article = /^[aeiou]/.test(noun) ? 'an' : 'a'
    return warning('bare-noun', `“${only}” alone can mean much. A caption says it more surely.`, [
      `a photo of ${article} ${noun}`,
      `a close-up of ${article} ${noun}`,
    ])
  }

  /** Another label that finds almost the same photos; one above it in the hierarchy should. */
  async function aboutOverlap(
    draft: LabelDraftInput,
    reading: LabelReading,
    photos: PresentPhotos,
    found: number,
  ): Promise<LabelWarning | undefined> {
    const own = draft.id === undefined ? undefined : store.labels.get(draft.id)
    const others = store.labels
      .all()
      .filter(
        ({ id, name }) => id !== own?.id && !(own && (isBelow(own.name, name) || isBelow(name, own.name))),
      )
    const mine = drawersOf(reading.values.values).positionsFrom(reading.limits.suggestion)
    const queries = await scorer.queries(others)
    for (const [index, other] of others.entries()) {
      const { values, limits } = readings.read(other, queries[index]!, photos)
      const shared = mine.filter((position) => values.at(position) >= limits.suggestion).length
      if (shared < SAME * found || shared < SAME * countFrom(values, limits.suggestion)) continue
      return warning(
        'overlaps',
        `It finds nearly the same photos as “${other.name}” (${Math.round((shared / found) * 100)} %).`,
      )
    }
    return undefined
  }
}

const warning = (kind: LabelWarning['kind'], text: string, offers: string[] = []): LabelWarning => ({
  kind,
  text,
  offers,
})
