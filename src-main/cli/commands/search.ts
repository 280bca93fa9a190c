import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { LumitagError, toErrorData } from '../../../src-shared/errors.ts'
import { languageFor, type Language } from '../../../src-shared/languages.ts'
import type { SearchProblem } from '../../../src-shared/schemas/search.ts'
import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'
import { sayModel } from '../starterNote.ts'

export interface SearchOptions {
  like?: string[]
  limit: number
  more?: boolean
  explain?: boolean
  lang?: Language
  sort?: (typeof sortings)[number]
  reverse?: boolean
}

/** What photos can be sorted by: names and cameras from A to Z, else newest, best and largest first. */
export const sortings = ['time', 'name', 'added', 'rating', 'camera', 'size'] as const
const FROM_A_TO_Z: readonly string[] = ['name', 'camera']

const HEADINGS = {
  raw: 'Raw score',
  similarity: 'Likeness',
  calibrated: 'Calibrated score',
  cosine: 'Cosine',
  standing: 'Standing',
} as const

/** Finds photos by a query, by photos, or by both. */
export async function search(
  engine: Engine,
  words: string | undefined,
  { like = [], limit, more = false, explain = false, lang, sort, reverse = false }: SearchOptions,
  output: Output,
): Promise<number> {
  const examples = await Promise.all(like.map((path) => exampleOf(engine, path)))
  const text = [examples.join(' + '), words ?? ''].filter((part) => part !== '').join(' ')
  if (text === '' && (!sort || explain))
    throw new LumitagError(
      'BAD_INPUT',
      'Say what to look for: lumitag search "a red car", or lumitag search --like <photo>.',
    )
  const language = lang ?? languageFor([Intl.DateTimeFormat().resolvedOptions().locale])
  if (explain) return explainQuery(engine, text, language, output)
  const order = sort && { by: sort, descending: FROM_A_TO_Z.includes(sort) === reverse }
  const index = await engine.call('photos.index', {
    source: text === '' ? { kind: 'all' } : { kind: 'text', text, more, language },
    ...(order && { order }),
  })
  const { ids, scores, scoreKind, problems = [] } = index
  sayProblems(text, problems, output)
  const found = await Promise.all(ids.slice(0, limit).map((id) => engine.call('photos.get', { id })))
  found.forEach(({ id, location }, at) =>
    output.event({
      event: 'photo',
      id,
      path: location,
      ...(scores && scoreKind ? { [scoreKind === 'raw' ? 'score' : scoreKind]: scores[at] } : {}),
    }),
  )
  output.event({ event: 'summary', found: ids.length, shown: found.length, problems: problems.length })
  output.table(
    scoreKind ? [HEADINGS[scoreKind], 'Photo'] : ['Photo'],
    found.map(({ location }, at) => (scores ? [scoreText(scores[at]!), location] : [location])),
  )
  if (found.length === 0)
    output.say(index.words?.length || like.length > 0 ? await whyNothing(engine, more) : 'No photo fits.')
  else if (scoreKind) await sayModel(engine, output)
  if (found.length < ids.length) output.note(`${ids.length - found.length} more; --limit shows them.`)
  return exitCodes.done
}

/** Nothing where a photo is not here for its score. */
const scoreText = (score: number | null): string => score?.toFixed(3) ?? ''

/** "like:12" for a photo of the library; any other picture of this computer is lent to the engine. */
async function exampleOf(engine: Engine, path: string): Promise<string> {
  try {
    return `like:${(await engine.call('photos.locate', { path })).id}`
  } catch (error) {
    if (toErrorData(error).code !== 'NOT_FOUND') throw error
    if (!existsSync(path))
      throw new LumitagError('FILE_MISSING', `There is no file ${path}.`, { cause: error })
    return `like:dropped-${engine.dropped.lend(resolve(path))}`
  }
}

/** Prints how a query is understood: the rule that a smart album would have. */
async function explainQuery(
  engine: Engine,
  text: string,
  language: Language,
  output: Output,
): Promise<number> {
  const { rule, problems } = await engine.call('search.read', { text, language })
  sayProblems(text, problems, output)
  output.event({ event: 'rule', rule, problems })
  output.say(JSON.stringify(rule, null, 2))
  return exitCodes.done
}

/** Each with a mark under the place that it is about. */
function sayProblems(text: string, problems: readonly SearchProblem[], output: Output): void {
  for (const { from, to, message } of problems) {
    output.event({ event: 'problem', from, to, message })
    if (output.json) continue
    const isPart = to - from < text.length
    output.note(
      isPart ? `${text}\n${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))} ${message}` : message,
    )
  }
}

async function whyNothing(engine: Engine, more: boolean): Promise<string> {
  const { embedded } = await engine.call('library.status')
  if (embedded === 0) return 'Nothing found: no photo is indexed yet. Add a folder: lumitag add <folder>'
  return more ? 'No photo fits.' : 'Nothing stands out. --more shows what comes closest.'
}
