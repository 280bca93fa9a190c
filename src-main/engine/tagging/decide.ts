import { LumitagError } from '../../../src-shared/errors.ts'
import type { TagsChanged } from '../../../src-shared/schemas/tagging.ts'
import { formatTagPath, normaliseTagPath, parseTagPath } from '../../../src-shared/tagPath.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Readings } from '../labels/readings.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'
import type { AutomaticTags } from './automatic.ts'
import { recordStep } from './steps.ts'

export interface TaggingDependencies {
  store: Store
  scorer: Scorer
  readings: Readings
  automatic: AutomaticTags
  present: () => PresentPhotos
  now: () => number
}

export interface Decision {
  photoIds: number[]
  path: string
  decision: 'accept' | 'reject' | 'clear'
}

/** What a step is called. */
const titles = {
  accept: (path: string) => `${path}: yes`,
  reject: (path: string) => `${path}: no`,
  clear: (path: string) => `${path}: taken off`,
}

/**
 * What the user says about a tag on photos. It outweighs every score from then on; clearing it lets the label's score
 * speak again.
 */
export async function decide(
  { photoIds, path, decision }: Decision,
  dependencies: TaggingDependencies,
): Promise<TagsChanged> {
  const contents = contentsOf(photoIds, dependencies.present())
  const row = await userTags(path, dependencies)
  const { store, now } = dependencies
  const done = recordStep(store, now, titles[decision](row.path), (set) =>
    photoIds.forEach((photoId, index) => {
      // one that a file brought in other letters is the same tag
      if (row.typed !== row.path && store.tags.get(photoId, row.typed)) set(photoId, row.typed, null)
      set(
        photoId,
        row.path,
        decision === 'clear'
          ? null
          : row.of(photoId, contents[index]!, decision === 'accept' ? 'accepted' : 'rejected'),
      )
    }),
  )
  if (decision === 'clear') await dependencies.automatic.applyContents(contents)
  return done
}

/** Says yes to several tags on photos. Those that a photo has by the user's word already stay as they are. */
export async function addTags(
  { photoIds, paths }: { photoIds: number[]; paths: string[] },
  dependencies: TaggingDependencies,
): Promise<TagsChanged> {
  const { store, present, now } = dependencies
  const contents = contentsOf(photoIds, present())
  const rows = await Promise.all(paths.map((path) => userTags(path, dependencies)))
  const title = rows.length === 1 ? `${rows[0]!.path}: yes` : `${rows.length} tags: yes`
  return recordStep(store, now, title, (set) => {
    for (const row of rows)
      photoIds.forEach((photoId, index) => {
        if (store.tags.get(photoId, row.path)?.state !== 'accepted')
          set(photoId, row.path, row.of(photoId, contents[index]!, 'accepted'))
      })
  })
}

/** Makes the rows of a tag that the user decides; the score of the time goes along where a label has the name. */
async function userTags(
  path: string,
  { store, scorer, now }: TaggingDependencies,
): Promise<{
  /** in the spelling that is there, and as it was typed */
  path: string
  typed: string
  of(photoId: number, contentId: number, state: 'accepted' | 'rejected'): TagRow
}> {
  const typed = normaliseTagPath(path)
  const asked = store.labels.named(typed)
  const query = asked && (await scorer.query(asked))
  // it may have got another name, or be gone, meanwhile
  const label = asked && store.labels.get(asked.id)
  const name = label?.name ?? spellingOf(path, store)
  return {
    path: name,
    typed,
    of(photoId, contentId, state) {
      const cosine = query && contentId ? scorer.cosine(query, contentId) : undefined
      return {
        photoId,
        path: name,
        state,
        source: 'user',
        labelId: label?.id ?? null,
        model: null,
        promptHash: query?.promptHash ?? null,
        score: cosine === undefined ? null : scorer.score(cosine),
        threshold: null,
        calibrated: null,
        at: now(),
      }
    },
  }
}

/** A tag keeps the spelling that it has, whatever is typed; so do those above a new one. */
export function spellingOf(typed: string, store: Store): string {
  const segments = parseTagPath(typed)
  const asTyped = segments.map((_, at) => formatTagPath(segments.slice(0, at + 1)))
  const known = new Map<string, string>()
  for (const path of [...store.tags.paths(), ...store.labels.all().map(({ name }) => name)])
    parseTagPath(path).forEach((_, index, all) => {
      const above = formatTagPath(all.slice(0, index + 1))
      const key = above.toLocaleLowerCase()
      if (known.get(key) !== asTyped[index]) known.set(key, above)
    })
  for (let most = segments.length; most > 0; most--) {
    const found = known.get(asTyped[most - 1]!.toLocaleLowerCase())
    if (found) return formatTagPath([found, ...segments.slice(most)])
  }
  return formatTagPath(segments)
}

/** The photos' contents. NOT_FOUND where one is not there. */
function contentsOf(photoIds: readonly number[], present: PresentPhotos): number[] {
  return photoIds.map((id) => {
    const position = present.positionOf(id)
    if (position === -1) throw new LumitagError('NOT_FOUND', `There is no photo ${id} in the library.`)
    return present.contentIds[position]!
  })
}
