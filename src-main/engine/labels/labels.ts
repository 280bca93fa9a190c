import { LumitagError } from '../../../src-shared/errors.ts'
import { formula } from '../../../src-shared/schemas/formula.ts'
import type { Label, LabelChange, LabelInput } from '../../../src-shared/schemas/label.ts'
import { leafOf, normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { LabelRow } from '../store/labels.ts'
import type { Store } from '../store/store.ts'
import type { AutomaticTags } from '../tagging/automatic.ts'
import { changedBars, checkCircle, checkShape, checkThresholds, withoutAbsent } from './checks.ts'
import { suggestedPositions } from './countTags.ts'
import { createDescriptions } from './describe.ts'
import { contentsOf } from './examples.ts'
import type { LabelReading, Readings } from './readings.ts'
import type { Packs } from './packs.ts'
import { freeAlbumName, renameLabel } from './renameLabel.ts'
import type { Scorer } from './scorer.ts'
import { sortByScore } from './scores.ts'
import type { Scoring } from './scoring.ts'
import type { Spelling } from './spelling.ts'
import { ownThresholds, UNSET } from './thresholds.ts'

/** More labels than anybody reads through; each is scored over the whole library. */
export const MOST_LABELS_KEPT = 5000

export interface LabelService {
  list(): Promise<Label[]>
  add(input: LabelInput): Promise<Label>
  /** Adds labels; those whose name is taken stay as they are. None where one cannot be added. */
  addAll(inputs: readonly LabelInput[]): Promise<{ added: Label[]; leftOut: string[] }>
  update(id: number, change: LabelChange): Promise<Label>
  remove(id: number): Promise<void>
  /** Photos that a label suggests and nobody decided on, best first. */
  suggested(label: LabelRow): Promise<Suggestions>
  /** A label as it stands in the library now. */
  read(label: LabelRow): Promise<LabelReading & { photos: PresentPhotos }>
  get(id: number): LabelRow
  /** Marks on a tag changed: where a label learns from them, its automatic tags follow. */
  learn(path: string): Promise<void>
}

export interface Suggestions extends LabelReading {
  photos: PresentPhotos
  /** best first */
  positions: number[]
}

export interface LabelDependencies {
  store: Store
  scorer: Scorer
  readings: Readings
  scoring: () => Scoring
  present: () => PresentPhotos
  automatic: AutomaticTags
  spelling: Spelling
  /** the packs that come with the program */
  packs: Packs
  now: () => number
}

/** Labels: what the user wrote, kept in step with the tags and the smart album that follow from it. */
export function createLabels(dependencies: LabelDependencies): LabelService {
  const { store, scorer, readings, scoring, present, automatic, now } = dependencies
  const { describe, describeAll } = createDescriptions(dependencies)

  function get(id: number): LabelRow {
    const label = store.labels.get(id)
    if (!label) throw new LumitagError('NOT_FOUND', 'There is no such label.')
    return label
  }

  function nameFor(text: string, id: number | null): string {
    const name = normaliseTagPath(text)
    checkCircle(name)
    const same = store.labels.named(name)
    if (same && same.id !== id)
      throw new LumitagError(
        'ALREADY_EXISTS',
        `There is a label "${same.name}" already. Choose another name, or change that one.`,
      )
    return name
  }

  function checkRoom(more: number): void {
    const count = store.labels.count()
    if (count + more <= MOST_LABELS_KEPT) return
    const room = MOST_LABELS_KEPT - count
    const advice = room > 0 ? `Add up to ${room}, or remove some first.` : 'Remove some first.'
    throw new LumitagError(
      'BAD_INPUT',
      `At most ${MOST_LABELS_KEPT} labels can be kept, as each is compared with every photo: there are ${count}, and ${more} more would come. Nothing was added. ${advice}`,
    )
  }

  /** A label that is made of photos has it on them. */
  function acceptExamples(label: LabelRow, photoIds: readonly number[]): void {
    for (const photoId of photoIds)
      store.tags.put({
        ...{ photoId, path: label.name, state: 'accepted', source: 'user', labelId: label.id, model: null },
        ...{ promptHash: null, score: null, threshold: null, calibrated: null, at: now() },
      })
  }

  async function read(label: LabelRow): Promise<LabelReading & { photos: PresentPhotos }> {
    const query = await scorer.query(label)
    const photos = present()
    return { ...readings.read(label, query, photos), photos }
  }

  /** Labels of an exclusive group move with each other. */
  async function apply(label: LabelRow, before?: LabelRow): Promise<void> {
    const groups = [label.exclusive, before?.exclusive].filter((name) => name)
    const others =
      groups.length === 0
        ? []
        : store.labels.all().filter((one) => one.id !== label.id && groups.includes(one.exclusive))
    for (const one of [label, ...others]) await automatic.applyLabel(one)
  }

  /** The name of a new label. BAD_INPUT if it cannot be added. */
  function checked(input: LabelInput): string {
    checkShape(input)
    checkThresholds(input)
    return nameFor(input.name, null)
  }

  async function add(input: LabelInput): Promise<Label> {
    const name = checked(input)
    checkRoom(1)
    const { automatic, suggestion, photos: examples = [] } = input
    const label: Omit<LabelRow, 'id'> = {
      ...formula.parse(input),
      name,
      prompts: promptsOf(input),
      contents: contentsOf(examples, present(), scoring()),
      own: { [scoring().model.id]: { automatic, suggestion } },
    }
    const id = store.transaction(() => {
      const added = store.labels.add(label, now())
      acceptExamples({ ...label, id: added }, examples)
      store.albums.add(freeAlbumName(store, name), { all: [{ label: added }] }, added, now())
      return added
    })
    await apply(get(id))
    return describe(get(id))
  }

  async function addAll(inputs: readonly LabelInput[]): Promise<{ added: Label[]; leftOut: string[] }> {
    const keyOf = ({ name }: { name: string }): string => normaliseTagPath(name).toLocaleLowerCase()
    const taken = new Set(store.labels.all().map(keyOf))
    const isNew = (input: LabelInput): boolean => !taken.has(keyOf(input))
    const wanted = inputs.filter(isNew)
    checkRoom(wanted.length)
    wanted.forEach(checked)
    // their texts are embedded much faster together
    await scorer.queries(wanted.map((input) => ({ ...formula.parse(input), prompts: promptsOf(input) })))
    const added: Label[] = []
    const leftOut: string[] = []
    for (const input of inputs)
      if (isNew(input)) {
        added.push(await add(input))
        taken.add(keyOf(input))
      } else leftOut.push(input.name)
    return { added, leftOut }
  }

  return {
    get,
    add,
    addAll,
    read,
    list: () => describeAll(store.labels.all()),
    async suggested(label) {
      const reading = await read(label)
      const { photos, values } = reading
      const positions = suggestedPositions(store.tagStates(label.name), photos, reading)
      return { ...reading, positions: sortByScore(positions, values) }
    },
    async update(id, { name, calibrated, automatic, suggestion, ...parts }) {
      const before = get(id)
      const { id: modelId } = scoring().model
      const own = changedBars(ownThresholds(before, scoring().model), { automatic, suggestion }, calibrated)
      const after: LabelRow = {
        ...before,
        ...withoutAbsent(parts),
        name: nameFor(name ?? before.name, id),
        own: { ...before.own, [modelId]: own },
      }
      checkShape({ ...after, photos: after.contents })
      checkThresholds(own)
      checkThresholds(own.calibrated ?? UNSET)
      store.transaction(() => {
        store.labels.update({ ...after, name: before.name })
        if (after.name === before.name) return
        store.tags.rename(before.name, after.name, id)
        renameLabel(store, id, after.name)
      })
      await apply(get(id), before)
      return describe(get(id))
    },
    async remove(id) {
      const label = get(id)
      store.transaction(() => {
        store.tags.removeAutomatic(id)
        store.labels.remove(id)
      })
      await apply(label)
    },
    async learn(path) {
      const label = store.labels.named(normaliseTagPath(path))
      if (label?.learns) await automatic.applyLabel(label)
    },
  }
}

/** What the model is asked for a label: its prompts or its name, unless it is made of photos. */
const promptsOf = ({ name, prompts, photos = [] }: LabelInput): string[] =>
  photos.length > 0 ? [] : (prompts ?? [leafOf(normaliseTagPath(name))])
