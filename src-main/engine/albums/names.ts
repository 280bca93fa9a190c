import { join } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { MeaningTerm } from '../../../src-shared/rules/conditions.ts'
import { conditionsOf, mapConditions, type Condition, type Rule } from '../../../src-shared/rules/tree.ts'
import { locatePhoto } from '../library/photoDetails.ts'
import type { Store } from '../store/store.ts'

/*
 * Stored rules name labels, albums and photos by number, so that renaming does no harm; files name them in words, so that
 * they mean the same in another library.
 */

/** A rule with numbers for names. NOT_FOUND if it names something that is not there. */
export function withNumbers(rule: Rule, store: Store): Rule {
  return mapConditions(rule, (condition) => {
    if ('label' in condition) return { ...condition, label: labelId(condition.label, store) }
    if ('album' in condition) return { album: albumId(condition.album, store) }
    return inTerms(condition, (term) =>
      typeof term.photo === 'string' ? { ...term, photo: locatePhoto(term.photo, store) } : term,
    )
  })
}

/** The same for a rule that is kept. BAD_INPUT if it asks for what is not kept itself. */
export function keptRule(rule: Rule, store: Store): Rule {
  const terms = conditionsOf(rule, 'meaning').flatMap(({ meaning }) =>
    typeof meaning === 'string' ? [] : meaning,
  )
  if (terms.every(({ dropped }) => dropped === undefined)) return withNumbers(rule, store)
  throw new LumitagError(
    'BAD_INPUT',
    'A photo that was only dropped is not kept, so no album can be like it. Add it to the library first.',
  )
}

/** A rule with names for numbers. What is gone keeps its number. */
export function withNames(rule: Rule, store: Store): Rule {
  return mapConditions(rule, (condition) => {
    if ('label' in condition)
      return { ...condition, label: store.labels.get(Number(condition.label))?.name ?? condition.label }
    if ('album' in condition)
      return { album: store.albums.get(Number(condition.album))?.name ?? condition.album }
    return inTerms(condition, (term) =>
      term.photo === undefined
        ? term
        : { ...term, photo: photoLocation(Number(term.photo), store) ?? term.photo },
    )
  })
}

/** The whole path of a photo; undefined if it is gone. */
export function photoLocation(id: number, store: Store): string | undefined {
  const photo = store.photos.get(id)
  return photo && join(photo.rootPath, photo.path)
}

/** What a rule asks for and that is not there any more, each a sentence. */
export function whatIsGone(rule: Rule, store: Store): string[] {
  const labels = conditionsOf(rule, 'label').filter(({ label }) => !store.labels.get(Number(label)))
  const albums = conditionsOf(rule, 'album').filter(({ album }) => !store.albums.get(Number(album)))
  const photos = conditionsOf(rule, 'meaning')
    .flatMap(({ meaning }) => (typeof meaning === 'string' ? [] : meaning))
    .filter(({ photo }) => photo !== undefined && !store.photos.get(Number(photo)))
  return [
    ...(labels.length > 0 ? ['A label that the rule names was deleted.'] : []),
    ...(albums.length > 0 ? ['An album that the rule names was deleted.'] : []),
    ...(photos.length > 0 ? ['A photo that the rule names is not in the library any more.'] : []),
  ]
}

function labelId(wanted: number | string, store: Store): number {
  const label = typeof wanted === 'number' ? store.labels.get(wanted) : store.labels.named(wanted)
  if (label) return label.id
  throw new LumitagError('NOT_FOUND', `The rule names a label (${wanted}) that is not there. Add it first.`)
}

function albumId(wanted: number | string, store: Store): number {
  const [id] = typeof wanted === 'string' ? store.albums.idsNamed(wanted) : [store.albums.get(wanted)?.id]
  if (id !== undefined) return id
  throw new LumitagError('NOT_FOUND', `The rule names an album (${wanted}) that is not there. Make it first.`)
}

function inTerms(condition: Condition, change: (term: MeaningTerm) => MeaningTerm): Condition {
  if (!('meaning' in condition) || typeof condition.meaning === 'string') return condition
  return { ...condition, meaning: condition.meaning.map(change) }
}
