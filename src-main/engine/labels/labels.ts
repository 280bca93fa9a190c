import { setImmediate as othersFirst } from 'node:timers/promises'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { Label, LabelChange, LabelInput, LabelPreview } from '../../../src-shared/schemas/label.ts'
import type { UnknownWord } from '../../../src-shared/schemas/unknownWord.ts'
import { leafOf, normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { LabelRow, OwnThresholds } from '../store/labels.ts'
import type { Store } from '../store/store.ts'
import type { AutomaticTags } from '../tagging/automatic.ts'
import { countTags } from './countTags.ts'
import { freeAlbumName, renameLabel } from './renameLabel.ts'
import type { Scorer } from './scorer.ts'
import { best, countFrom, sortByScore, type Scores } from './scores.ts'
import type { Scoring } from './scoring.ts'
import { ownThresholds, thresholdsSet } from './thresholds.ts'

/** Bins of the preview's histogram, and photos shown beside it. */
const BINS = 50
const BEST_SHOWN = 60
/** A list of labels gives others a turn after so long. */
const TURN_MS = 10

export interface LabelService {
  list(): Promise<Label[]>
  add(input: LabelInput): Promise<Label>
  update(id: number, change: LabelChange): Promise<Label>
  remove(id: number): void
  preview(prompts: string[], automatic: number | null, suggestion: number | null): Promise<LabelPreview>
  /** Photos that a label suggests and nobody decided on, best first. */
  suggested(label: LabelRow): Promise<Suggestions>
  get(id: number): LabelRow
}

export interface Suggestions {
  photos: PresentPhotos
  /** best first */
  positions: number[]
  scores: Scores
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

  function checkThresholds({ automatic, suggestion }: OwnThresholds): void {
    if (automatic !== null && suggestion !== null && suggestion > automatic)
      throw new LumitagError('BAD_INPUT', 'The suggestion threshold lies above the automatic one.')
  }

  const unknownWords = (prompts: readonly string[]): UnknownWord[] => {
    const words = prompts.flatMap((prompt) => scoring().model.words?.unknownWords(prompt) ?? [])
    return [...new Map(words.map((unknown) => [unknown.word, unknown])).values()]
  }

  async function suggested(label: LabelRow): Promise<Suggestions> {
    const query = await scorer.query(label)
    const photos = present()
    const scores = scorer.scores(query, photos)
    const { automatic, suggestion } = scorer.limits(label)
    const states = store.tagStates(label.name)
    const positions: number[] = []
    for (let position = 0; position < photos.count; position++) {
      const cosine = scores.at(position)
      if (cosine >= suggestion && cosine < automatic && !states[photos.ids[position]!])
        positions.push(position)
    }
    return { photos, positions: sortByScore(positions, scores), scores }
  }

  const describe = async (label: LabelRow): Promise<Label> => (await describeAll([label]))[0]!

  async function describeAll(labels: readonly LabelRow[]): Promise<Label[]> {
    const queries = await scorer.queries(labels)
    const before = scoring()
    const albums = store.albums.all()
    const described: Label[] = []
    let begun = performance.now()
    for (const [index, label] of labels.entries()) {
      const own = ownThresholds(label, before.model)
      const photos = present()
      const scores = scorer.scores(queries[index]!, photos)
      described.push({
        id: label.id,
        name: label.name,
        prompts: label.prompts,
        ...thresholdsSet(own, before.model),
        ownThresholds: own.automatic !== null || own.suggestion !== null,
        counts: countTags(store.tagStates(label.name), photos, scores, scorer.limits(label)),
        albumId: albums.find((album) => album.labelId === label.id)?.id ?? null,
        unknownWords: unknownWords(label.prompts),
      })
      if (performance.now() - begun < TURN_MS) continue
      await othersFirst()
      if (scoring() !== before) return describeAll(labels) // another model was put in use meanwhile
      begun = performance.now()
    }
    return described
  }

  /** A smart album of its own, under the label's name or the nearest free one. */
  function addAlbum(id: number, name: string): void {
    store.albums.add(freeAlbumName(store, name), { all: [{ label: id }] }, id, now())
  }

  return {
    get,
    suggested,
    list: () => describeAll(store.labels.all()),
    async add(input) {
      const name = nameFor(input.name, null)
      const prompts = input.prompts ?? [leafOf(name)]
      checkThresholds(input)
      const id = store.transaction(() => {
        const { automatic, suggestion } = input
        const own = { [scoring().model.id]: { automatic, suggestion } }
        const added = store.labels.add({ name, prompts, own }, now())
        addAlbum(added, name)
        return added
      })
      await automatic.applyLabel(get(id))
      return describe(get(id))
    },
    async update(id, change) {
      const before = get(id)
      const model = scoring().model
      const own = { ...ownThresholds(before, model) }
      if (change.automatic !== undefined) own.automatic = change.automatic
      if (change.suggestion !== undefined) own.suggestion = change.suggestion
      const after: LabelRow = {
        id,
        name: nameFor(change.name ?? before.name, id),
        prompts: change.prompts ?? before.prompts,
        own: { ...before.own, [model.id]: own },
      }
      checkThresholds(own)
      store.transaction(() => {
        store.labels.update({ ...after, name: before.name })
        if (after.name === before.name) return
        store.tags.rename(before.name, after.name, id)
        renameLabel(store, id, after.name)
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
      const query = await scorer.trial(prompts)
      const photos = present()
      const scores = scorer.scores(query, photos)
      const limits = scorer.limitsOf({ automatic: automaticThreshold, suggestion: suggestionThreshold })
      const automatic = countFrom(scores, limits.automatic)
      return {
        scored: countFrom(scores, -Infinity),
        automatic,
        suggested: countFrom(scores, limits.suggestion) - automatic,
        histogram: scorer.histogram(scores, BINS),
        best: best(scores, BEST_SHOWN).map((position) => ({
          id: photos.ids[position]!,
          version: photos.contentIds[position]!,
          score: scorer.score(scores.at(position)),
        })),
        unknownWords: unknownWords(prompts),
      }
    },
  }
}
