import { LumitagError } from '../../../src-shared/errors.ts'
import type { PhotoIndex, PhotoSource } from '../../../src-shared/schemas/photo.ts'
import { normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import type { AlbumService } from '../albums/albums.ts'
import type { LabelService } from '../labels/labels.ts'
import type { Scorer } from '../labels/scorer.ts'
import { best, type Scores } from '../labels/scores.ts'
import type { Scoring } from '../labels/scoring.ts'
import type { Store } from '../store/store.ts'
import type { RootStates } from './drives/rootStates.ts'
import { foldersWhere } from './folders.ts'
import { photosOf, type PresentPhotos } from './present.ts'
import { stacked, withStackedRaws } from './stacks.ts'
import { taggedPositions } from './taggedPositions.ts'

/** A search shows what scores at least as a suggestion, and never fewer than this, so that there is something to judge. */
const FEWEST_RESULTS = 24
const MOST_RESULTS = 1000
/** Photos shown as "like this". */
const LIKE_RESULTS = 200

export interface PhotoIndexDependencies {
  store: Store
  scorer: Scorer
  scoring: () => Scoring
  present: () => PresentPhotos
  labels: LabelService
  albums: AlbumService
  states: RootStates
}

/** Here each file is meant by itself. */
const ABOUT_FILES: ReadonlySet<PhotoSource['kind']> = new Set(['unreadable', 'missing', 'photos'])

/** Some photos, by position. */
interface Chosen {
  photos: PresentPhotos
  positions: readonly number[]
  /** where the order is by score */
  scores?: number[]
}

/** The photos of a source, in display order: by time, newest first, or by score where `scores` is given. */
export async function choosePhotos(source: PhotoSource, all: PhotoIndexDependencies): Promise<Chosen> {
  const { store, scorer, scoring } = all
  const byScore = (photos: PresentPhotos, positions: number[], scores: Scores): Chosen => ({
    photos,
    positions,
    scores: positions.map((position) => scorer.score(scores.at(position)) ?? scores.at(position)),
  })
  switch (source.kind) {
    case 'all':
      return where(all.present(), () => true)
    case 'folder': {
      const photos = all.present()
      const prefix = source.path === '' ? '' : `${source.path}/`
      const isBelow = foldersWhere(
        photos.folderPlaces,
        ({ rootId, path }) => rootId === source.rootId && path.startsWith(prefix),
      )
      return where(photos, (position) => isBelow[photos.folders[position]!]!)
    }
    case 'label': {
      const label = all.labels.get(source.labelId)
      if (source.suggested) {
        const { photos, positions, scores } = await all.labels.suggested(label)
        return byScore(photos, positions, scores)
      }
      const photos = all.present()
      return { photos, positions: taggedPositions(store.tagStates(label.name), photos) }
    }
    case 'album': {
      return all.albums.photos(source.albumId)
    }
    case 'text': {
      const query = await scorer.trial([source.text])
      const photos = all.present()
      const scores = scorer.scores(query, photos)
      const ranked = best(scores, MOST_RESULTS)
      const { suggestion } = scorer.limitsOf({ automatic: null, suggestion: null })
      const enough = ranked.findIndex((position) => scores.at(position) < suggestion)
      return byScore(
        photos,
        enough === -1 ? ranked : ranked.slice(0, Math.max(FEWEST_RESULTS, enough)),
        scores,
      )
    }
    case 'like': {
      const photos = all.present()
      const photo = photos.positionOf(source.photoId)
      if (photo === -1) throw new LumitagError('NOT_FOUND', 'There is no such photo in the library.')
      const { vectors } = scoring()
      const contentId = photos.contentIds[photo]!
      const row = vectors.rowOf(contentId)
      if (row === undefined)
        throw new LumitagError(
          'NOT_FOUND',
          'This photo has not been indexed yet, so nothing can be compared with it.',
        )
      const query = {
        key: `like:${contentId}`,
        promptHash: '',
        vectors: [vectors.vector(row)],
        lasting: false,
      }
      const scores = scorer.scores(query, photos)
      const positions = best(scores, LIKE_RESULTS + 1)
        .filter((position) => position !== photo)
        .slice(0, LIKE_RESULTS)
      return { photos, positions, scores: positions.map((position) => scores.at(position)) }
    }
    case 'tagged': {
      const { path } = source.filter
      const filter = path === undefined ? source.filter : { ...source.filter, path: normaliseTagPath(path) }
      return these(
        all.present(),
        store.tags.matching(filter).map(({ photoId }) => photoId),
      )
    }
    case 'unreadable':
      return these(
        all.present(),
        store.photos.problems().map(({ id }) => id),
      )
    case 'missing': {
      const photos = photosOf(store.present.missing(source.rootId ?? null))
      return where(photos, () => true)
    }
    case 'photos':
      return these(all.present(), source.ids)
  }
}

function where(photos: PresentPhotos, holds: (position: number) => boolean): Chosen {
  const positions: number[] = []
  for (let position = 0; position < photos.count; position++) if (holds(position)) positions.push(position)
  return { photos, positions }
}

/** Those of these photos that are there, in display order. */
function these(photos: PresentPhotos, ids: readonly number[]): Chosen {
  const positions = Uint32Array.from(new Set(ids.map(photos.positionOf).filter((position) => position >= 0)))
  return { photos, positions: [...positions.sort()] }
}

/** The same as columns; for the grid `asStacks`, where what is asked for are not certain files. */
export async function photoIndex(
  source: PhotoSource,
  asStacks: boolean,
  dependencies: PhotoIndexDependencies,
): Promise<PhotoIndex> {
  const chosen = await choosePhotos(source, dependencies)
  const { photos } = chosen
  const { shown, stacks } =
    asStacks && !ABOUT_FILES.has(source.kind)
      ? stacked(photos, chosen.positions)
      : { shown: chosen.positions.map((_, place) => place), stacks: [] }
  const positions = shown.map((place) => chosen.positions[place]!)
  const scores = chosen.scores && shown.map((place) => chosen.scores![place]!)
  const index: PhotoIndex = {
    ids: positions.map((position) => photos.ids[position]!),
    aspects: positions.map((position) => Math.round(photos.aspects[position]! * 1000) / 1000 || 0.001),
    times: positions.map((position) => photos.times[position]!),
    versions: positions.map((position) => photos.contentIds[position]!),
  }
  if (scores) index.scores = scores
  if (stacks.length > 0) index.stacks = stacks
  const { states } = dependencies
  if (states.anyAway()) {
    const isAway = foldersWhere(photos.folderPlaces, states.isAway)
    index.away = positions.flatMap((position, at) => (isAway[photos.folders[position]!] ? [at] : []))
  }
  return index
}

/** The photos that a sync is about: an export needs only those that have, or had, tags for a sidecar. */
export async function photosToSync(
  { source, direction }: SyncRequest,
  dependencies: PhotoIndexDependencies,
): Promise<number[]> {
  const { photos, positions } = await choosePhotos(source, dependencies)
  const chosen = positions.map((position) => photos.ids[position]!)
  // who selects photos in the grid means their RAW files, too
  const ids = source.kind === 'photos' ? withStackedRaws(chosen, dependencies.store) : chosen
  if (direction !== 'export') return ids
  const wanted = new Set(ids)
  return dependencies.store.tags.photosToExport().filter((id) => wanted.has(id))
}
