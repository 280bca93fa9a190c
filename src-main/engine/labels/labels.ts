import { LumitagError } from '../../../src-shared/errors.ts'
import type { Label, LabelChange, LabelInput, LabelPreview } from '../../../src-shared/schemas/label.ts'
import { leafOf, normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { LabelRow } from '../store/labels.ts'
import type { Store } from '../store/store.ts'
import type { AutomaticTags } from '../tagging/automatic.ts'
import type { Scorer } from './scorer.ts'
import type { Scoring } from './scoring.ts'
import { thresholdsSet } from './thresholds.ts'

/** Bins of the preview's histogram, and photos shown beside it. */
const BINS = 50
const BEST_SHOWN = 60

export interface LabelService {
  list(): Promise<Label[]>
  add(input: LabelInput): Promise<Label>
  update(id: number, change: LabelChange): Promise<Label>
  remove(id: number): void
  preview(prompts: string[], automatic: number | null, suggestion: number | null): Promise<LabelPreview>
  /** Photos that a label suggests and nobody decided on, best first. */
  suggested(label: LabelRow): Promise<{ photoId: number; cosine: number }[]>
  get(id: number): LabelRow
}

export interface LabelDependencies {
  store: Store
  scorer: Scorer
  scoring: () => Scoring
  present: () => PresentPhotos
  automatic: AutomaticTags
  now: () => number
}

/** Labels: what the user wrote, kept in step with the tags and the smart album that follow from it. */
export function createLabels({
  store,
  scorer,
  scoring,
  present,
  automatic,
  now,
}: LabelDependencies): LabelService {
  function get(id: number): LabelRow {
    const label = store.labels.get(id)
    if (!label) throw new LumitagError('NOT_FOUND', 'There is no such label.')
    return label
  }

  function nameFor(text: string, id: number | null): string {
    const name = normaliseTagPath(text)
    const same = store.labels.named(name)
    if (same && same.id !== id)
      throw new LumitagError(
        'ALREADY_EXISTS',
        `There is a label "${same.name}" already. Choose another name, or change that one.`,
      )
    return name
  }

  function checkThresholds({ automatic, suggestion }: Pick<LabelRow, 'automatic' | 'suggestion'>): void {
    if (automatic !== null && suggestion !== null && suggestion > automatic)
      throw new LumitagError('BAD_INPUT', 'The suggestion threshold lies above the automatic one.')
  }

  const unknownWords = (prompts: readonly string[]): string[] => [
    ...new Set(prompts.flatMap((prompt) => scoring().model.words?.unknownWords(prompt) ?? [])),
  ]

  async function suggested(label: LabelRow): Promise<{ photoId: number; cosine: number }[]> {
    const thresholds = scorer.thresholds(label)
    const query = await scorer.query(label)
    const decided = store.tags.decisions(label.name)
    return scorer
      .photos(query, present(), thresholds.suggestion, thresholds.automatic)
      .filter(({ photoId }) => !decided.has(photoId))
      .sort((a, b) => b.cosine - a.cosine)
  }

  async function describe(label: LabelRow, counted = countTags()): Promise<Label> {
    const counts = counted.get(label.name) ?? { accepted: 0, automatic: 0, rejected: 0 }
    return {
      id: label.id,
      name: label.name,
      prompts: label.prompts,
      ...thresholdsSet(label, scoring().model),
      ownThresholds: label.automatic !== null || label.suggestion !== null,
      counts: { ...counts, suggested: (await suggested(label)).length },
      albumId: store.albums.all().find((album) => album.labelId === label.id)?.id ?? null,
      unknownWords: unknownWords(label.prompts),
    }
  }

  function countTags(): Map<string, { accepted: number; automatic: number; rejected: number }> {
    const counted = new Map<string, { accepted: number; automatic: number; rejected: number }>()
    for (const { path, state, count } of store.tags.counts()) {
      const counts = counted.get(path) ?? { accepted: 0, automatic: 0, rejected: 0 }
      counts[state === 'imported' ? 'accepted' : state] += count
      counted.set(path, counts)
    }
    return counted
  }

  function freeAlbumName(name: string): string {
    const taken = new Set(store.albums.all().map((album) => album.name.toLocaleLowerCase()))
    let free = name
    for (let count = 2; taken.has(free.toLocaleLowerCase()); count++) free = `${name} (${count})`
    return free
  }

  /** A smart album of its own, under the label's name or the nearest free one. */
  function addAlbum(id: number, name: string): void {
    store.albums.add(freeAlbumName(name), { all: [{ label: id }] }, id, now())
  }

  return {
    get,
    suggested,
    async list() {
      const counted = countTags()
      return Promise.all(store.labels.all().map((label) => describe(label, counted)))
    },
    async add(input) {
      const name = nameFor(input.name, null)
      const prompts = input.prompts ?? [leafOf(name)]
      checkThresholds(input)
      const id = store.transaction(() => {
        const added = store.labels.add({ ...input, name, prompts }, now())
        addAlbum(added, name)
        return added
      })
      await automatic.applyLabel(get(id))
      return describe(get(id))
    },
    async update(id, change) {
      const before = get(id)
      const after: LabelRow = {
        id,
        name: nameFor(change.name ?? before.name, id),
        prompts: change.prompts ?? before.prompts,
        automatic: change.automatic === undefined ? before.automatic : change.automatic,
        suggestion: change.suggestion === undefined ? before.suggestion : change.suggestion,
      }
      checkThresholds(after)
      store.transaction(() => {
        store.labels.update(after)
        if (after.name === before.name) return
        store.tags.rename(before.name, after.name, id)
        const album = store.albums.all().find((own) => own.labelId === id && own.name === before.name)
        if (album) store.albums.update({ ...album, name: freeAlbumName(after.name) })
      })
      await automatic.applyLabel(get(id))
      return describe(get(id))
    },
    remove(id) {
      get(id)
      store.transaction(() => {
        store.tags.removeAutomatic(id)
        store.labels.remove(id)
      })
    },
    async preview(prompts, automaticThreshold, suggestionThreshold) {
      const thresholds = scorer.thresholds({ automatic: automaticThreshold, suggestion: suggestionThreshold })
      const query = await scorer.query({ prompts })
      const photos = present()
      const all = scorer.photos(query, photos, 0).sort((a, b) => b.cosine - a.cosine)
      const above = (score: number): number =>
        all.filter(({ cosine }) => cosine >= scorer.reach(score)).length
      const firing = above(thresholds.automatic)
      return {
        scored: all.length,
        automatic: firing,
        suggested: above(thresholds.suggestion) - firing,
        histogram: scorer.histogram(query, photos, BINS),
        best: all.slice(0, BEST_SHOWN).map(({ photoId, cosine }) => ({
          id: photoId,
          version: photos.byId.get(photoId)!.contentId ?? 0,
          score: scorer.score(cosine),
        })),
        unknownWords: unknownWords(prompts),
      }
    },
  }
}
