import { LumitagError } from '../../../../src-shared/errors.ts'
import type {
  EvaluatedLabel,
  Evaluation,
  EvaluationRequest,
} from '../../../../src-shared/schemas/evaluation.ts'
import { formula } from '../../../../src-shared/schemas/formula.ts'
import { leafOf } from '../../../../src-shared/tagPath.ts'
import type { PresentPhotos } from '../../library/present.ts'
import type { Query } from '../queries.ts'
import type { LabelDependencies } from '../labels.ts'
import type { Readable } from '../readings.ts'
import { averagePrecision, fitOf, mean } from './measures.ts'
import { acrossFolds, clicks } from './simulate.ts'

/** Positions of the photos in the subfolders of a folder that were looked at, with the subfolder each is in. */
interface Sorted {
  positions: number[]
  folders: string[]
}

/**
 * Measures how well labels fit photos that were sorted into folders by what they show. Everything it measures is what the
 * program does: the same scores, the same proposed bars, the same learning from marks. Nothing is stored.
 */
export async function evaluate(
  { path, rootId, labels }: EvaluationRequest,
  { scorer, readings, scoring, present }: LabelDependencies,
): Promise<Evaluation> {
  const { model } = scoring()
  if (model.scoring === 'softmax')
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      'This model has no score for one label alone, so there is no threshold to measure.',
    )
  const photos = present()
  const sorted = sortedPhotos(rootId, path, photos, scorer.rowsOf(photos))
  const wanted = (labels ?? [...new Set(sorted.folders)].sort().map(labelOfFolder)).map(withShows)
  const rows = wanted.map(({ label }) => ({
    ...formula.parse(label),
    name: label.name,
    contents: [],
    own: ownOf(label),
    prompts: label.prompts ?? [leafOf(label.name)],
  }))
  const queries = await scorer.queries(rows)
  const { positions } = sorted
  const cosines = queries.map((query) => {
    const scores = scorer.scores(query, photos)
    return positions.map((position) => scores.at(position))
  })
  const global = bestForAll(
    cosines,
    wanted.map(({ shows }) => shows),
  )
  const perLabel = wanted.map(({ label, shows }, index) =>
    measure(label, shows, rows[index]!, queries[index]!, cosines[index]!),
  )
  return {
    model: model.id,
    photos: positions.length,
    labels: wanted.length,
    ...ranks(
      cosines,
      wanted.map(({ shows }) => shows),
    ),
    mAP: mean(perLabel.map((one) => one.averagePrecision)),
    f1: {
      global: mean(perLabel.map((one) => one.global)),
      proposed: mean(perLabel.map((one) => one.proposed.f1)),
      clicks5: mean(perLabel.map((one) => one.clicks5)),
      clicks10: mean(perLabel.map((one) => one.clicks10)),
    },
    globalThreshold: scorer.score(global)!,
    perLabel,
  }

  function withShows(label: EvaluatedLabel): { label: EvaluatedLabel; shows: boolean[] } {
    const folders = new Set((label.folders ?? [leafOf(label.name)]).map(plain))
    const shows = sorted.folders.map((folder) => folders.has(plain(folder)))
    if (shows.includes(true)) return { label, shows }
    throw new LumitagError(
      'BAD_INPUT',
      `No subfolder belongs to the label "${label.name}". Name those that show it: "folders": ["cats", "kittens"].`,
    )
  }

  function ownOf({ automatic, suggestion }: EvaluatedLabel): Readable['own'] {
    return { [model.id]: { automatic, suggestion } }
  }

  function measure(
    label: EvaluatedLabel,
    shows: boolean[],
    row: Readable,
    query: Query,
    values: number[],
  ): Evaluation['perLabel'][number] {
    const unmarked = { accepted: [], rejected: [] }
    const { limits, bars } = readings.read(row, query, photos, unmarked)
    const from = (least: number): boolean[] => values.map((value) => value >= least)
    return {
      name: label.name,
      photos: shows.filter(Boolean).length,
      averagePrecision: averagePrecision(values, shows),
      threshold: bars.suggestion,
      proposed: fitOf(from(limits.suggestion), shows),
      global: fitOf(from(global), shows).f1,
      clicks5: afterClicks(5),
      clicks10: afterClicks(10),
    }

    function afterClicks(most: number): number {
      const photoRows = scorer.rowsOf(photos)
      const toRows = (some: number[]): number[] => [...new Set(some.map((at) => photoRows[positions[at]!]!))]
      const found = acrossFolds(shows, (fold, folds) => {
        const { accepted, rejected } = clicks(values, shows, folds, fold, most)
        const marks = { accepted: toRows(accepted), rejected: toRows(rejected) }
        const learnt = readings.read(row, query, photos, marks)
        return (at) => learnt.values.at(positions[at]!) >= learnt.limits.suggestion
      })
      return fitOf(found, shows).f1
    }
  }
}

/** "city-street" and "City street" name the same. */
const plain = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
    .trim()

const labelOfFolder = (folder: string): EvaluatedLabel => ({
  name: folder,
  prompts: [folder.replace(/[-_]+/g, ' ')],
  folders: [folder],
  automatic: null,
  suggestion: null,
})

/** The photos that were looked at, by the subfolder they are in. */
function sortedPhotos(rootId: number, path: string, photos: PresentPhotos, rows: Int32Array): Sorted {
  const prefix = path === '' ? '' : `${path}/`
  const names = photos.folderPlaces.map(({ rootId: root, folder }) =>
    root === rootId && folder.startsWith(prefix) ? (folder.slice(prefix.length).split('/')[0] ?? '') : '',
  )
  const positions = [...photos.folders.keys()].filter(
    (position) => names[photos.folders[position]!] !== '' && rows[position] !== -1,
  )
  const folders = positions.map((position) => names[photos.folders[position]!]!)
  if (new Set(folders).size < 2)
    throw new LumitagError(
      'BAD_INPUT',
      'There are not two subfolders with photos. Sort photos into a folder for each thing they show: cat/, dog/, …',
    )
  return { positions, folders }
}

/** How often the best label, or one of the best five, is right. */
function ranks(cosines: readonly number[][], shows: readonly boolean[][]): { top1: number; top5: number } {
  const photos = cosines[0]!.map((_, at) => at).filter((at) => shows.some((label) => label[at]))
  const within = (most: number): number =>
    mean(
      photos.map((at) => {
        const best = cosines.map((_, label) => label).sort((a, b) => cosines[b]![at]! - cosines[a]![at]!)
        return Number(best.slice(0, most).some((label) => shows[label]![at]))
      }),
    )
  return { top1: within(1), top5: within(5) }
}

/** The one cosine that gives the best mean F1 over all labels, with the answers known: the best that a single bar can do. */
function bestForAll(cosines: readonly number[][], shows: readonly boolean[][]): number {
  const all = cosines.flat().sort((a, b) => a - b)
  const candidates = Array.from({ length: 400 }, (_, at) => all[Math.floor((at / 400) * all.length)]!)
  const f1At = (bar: number): number =>
    mean(
      cosines.map(
        (values, label) =>
          fitOf(
            values.map((value) => value >= bar),
            shows[label]!,
          ).f1,
      ),
    )
  return candidates.reduce((best, bar) => (f1At(bar) > best.f1 ? { bar, f1: f1At(bar) } : best), {
    bar: all[0]!,
    f1: -1,
  }).bar
}
