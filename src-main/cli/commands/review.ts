import { LumitagError } from '../../../src-shared/errors.ts'
import type { Label } from '../../../src-shared/schemas/label.ts'
import type { Engine } from '../../engine/engine.ts'
import { countOf } from '../cells.ts'
import type { Output } from '../output.ts'
import { sayModel } from '../starterNote.ts'
import { findLabel } from './labelParts.ts'
import { wayBack } from './tags.ts'

export interface AnswerOptions {
  all?: boolean
  above?: number
  below?: number
  dryRun?: boolean
}

export interface ListOptions {
  limit: number
  sort: ReviewOrder
}

type ReviewOrder = 'uncertain' | 'best'

interface Suggestion {
  id: number
  score: number
  scoreKind: string
}

const WORDS = { accept: 'yes', reject: 'no' } as const

/** Labels that ask about photos, or the photos that one asks about. */
export async function listSuggestions(
  engine: Engine,
  name: string | undefined,
  { limit, sort }: ListOptions,
  output: Output,
): Promise<void> {
  if (name === undefined) return listWaiting(engine, output)
  const label = await findLabel(engine, name)
  const suggestions = await suggestionsOf(engine, label, sort)
  await saySuggestions(engine, label, suggestions.slice(0, limit), output)
  output.event({ event: 'summary', label: label.name, suggested: suggestions.length })
  if (suggestions.length === 0) output.say(`Nothing is suggested for "${label.name}".`)
  else await sayModel(engine, output)
  if (suggestions.length > limit) output.note(`${suggestions.length - limit} more; --limit shows them.`)
}

async function listWaiting(engine: Engine, output: Output): Promise<void> {
  const waiting = (await engine.call('labels.list'))
    .map(({ name, counts }) => ({ name, suggested: counts.suggested }))
    .filter(({ suggested }) => suggested > 0)
    .sort((one, other) => other.suggested - one.suggested)
  for (const label of waiting) output.event({ event: 'label', ...label })
  output.event({ event: 'summary', labels: waiting.length })
  if (waiting.length === 0) return output.say('Nothing is suggested at present.')
  output.table(
    ['Label', 'Suggested'],
    waiting.map(({ name, suggested }) => [name, suggested]),
  )
}

/** Says yes or no to suggestions of a label, all of them in one step, or says to which it would. */
export async function answerSuggestions(
  engine: Engine,
  decision: 'accept' | 'reject',
  name: string,
  files: readonly string[],
  options: AnswerOptions,
  output: Output,
): Promise<void> {
  const label = await findLabel(engine, name)
  const chosen = await choose(engine, label, files, options)
  const about = { label: label.name, decision, photos: chosen.length }
  if (options.dryRun) {
    await saySuggestions(engine, label, chosen, output)
    output.event({ event: 'summary', dryRun: true, ...about })
    return output.say(
      `Dry run, nothing was decided: ${WORDS[decision]} to ${countOf(chosen.length, 'photo')} for "${label.name}".`,
    )
  }
  const { step } =
    chosen.length > 0
      ? await engine.call('tags.decide', { photoIds: chosen.map(({ id }) => id), path: label.name, decision })
      : { step: null }
  output.event({ event: 'summary', ...about, step })
  output.say(`${label.name}: ${WORDS[decision]} to ${countOf(chosen.length, 'photo')}.${wayBack(step)}`)
}

/** The suggestions that are meant: these files, those between the scores, or all. */
async function choose(
  engine: Engine,
  label: Label,
  files: readonly string[],
  { all = false, above, below }: AnswerOptions,
): Promise<Suggestion[]> {
  const byScore = above !== undefined || below !== undefined
  if (Number(all) + Number(byScore) + Number(files.length > 0) !== 1)
    throw new LumitagError(
      'BAD_INPUT',
      'Name photos, or say which suggestions: --above <score>, --below <score>, or --all.',
    )
  const suggestions = await suggestionsOf(engine, label)
  if (files.length === 0)
    return suggestions.filter(({ score }) => score >= (above ?? 0) && score <= (below ?? 1))
  const byId = new Map(suggestions.map((suggestion) => [suggestion.id, suggestion]))
  return Promise.all(
    files.map(async (path) => {
      const { id } = await engine.call('photos.locate', { path })
      const found = byId.get(id)
      if (found) return found
      throw new LumitagError(
        'BAD_INPUT',
        `${path} is not suggested for "${label.name}". Tag it by hand: lumitag photo tag --add "${label.name}" "${path}"`,
      )
    }),
  )
}

async function suggestionsOf(
  engine: Engine,
  label: Label,
  first: ReviewOrder = 'best',
): Promise<Suggestion[]> {
  const {
    ids,
    scores = [],
    scoreKind = 'raw',
  } = await engine.call('photos.index', {
    source: { kind: 'label', labelId: label.id, suggested: true, first },
  })
  return ids.map((id, at) => ({ id, score: scores[at]!, scoreKind }))
}

async function saySuggestions(
  engine: Engine,
  { name }: Label,
  suggestions: readonly Suggestion[],
  output: Output,
): Promise<void> {
  const rows: [string, string][] = []
  for (const { id, score, scoreKind } of suggestions) {
    const { location } = await engine.call('photos.get', { id })
    output.event({ event: 'suggestion', label: name, id, path: location, score, scoreKind })
    rows.push([score.toFixed(3), location])
  }
  if (rows.length > 0) output.table([`Score (${suggestions[0]!.scoreKind})`, 'Photo'], rows)
}
