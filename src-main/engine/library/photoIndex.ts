import { packMarks } from '../../../src-shared/marks.ts'
import type { PhotoIndex, PhotoOrder, PhotoPlaces, PhotoSource } from '../../../src-shared/schemas/photo.ts'
import type { SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import type { AlbumService } from '../albums/albums.ts'
import type { LabelService } from '../labels/labels.ts'
import type { Scorer } from '../labels/scorer.ts'
import { uncertainFirst } from '../labels/uncertainFirst.ts'
import type { Search } from '../search/search.ts'
import type { Store } from '../store/store.ts'
import type { RootStates } from './drives/rootStates.ts'
import { foldersWhere } from './folders.ts'
import { inOrder } from './photoOrder.ts'
import { photosOf, type PresentPhotos } from './present.ts'
import { stacked, withStackedRaws } from './stacks.ts'
import { taggedPositions } from './taggedPositions.ts'

export interface PhotoIndexDependencies {
  store: Store
  scorer: Scorer
  present: () => PresentPhotos
  labels: LabelService
  albums: AlbumService
  search: Search
  states: RootStates
}

/** Here each file is meant by itself. */
const ABOUT_FILES: ReadonlySet<PhotoSource['kind']> = new Set(['unreadable', 'missing', 'photos'])

/** Some photos, by position. */
interface Chosen extends Pick<PhotoIndex, 'scores' | 'scoreKind' | 'problems' | 'words' | 'cut'> {
  photos: PresentPhotos
  positions: readonly number[]
}

/** The photos of a source, in display order: by time, newest first, or by score where `scores` is given. */
export async function choosePhotos(source: PhotoSource, all: PhotoIndexDependencies): Promise<Chosen> {
  const { store } = all
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
        const { photos, positions, values, score, kind, bars } = await all.labels.suggested(label)
        const scores = positions.map((position) => score(values.at(position)) ?? values.at(position))
        const order = source.first === 'uncertain' ? uncertainFirst(scores, bars) : [...scores.keys()]
        return {
          photos,
          positions: order.map((at) => positions[at]!),
          scores: order.map((at) => scores[at]!),
          scoreKind: score(0) === null ? 'cosine' : kind,
        }
      }
      const photos = all.present()
      return { photos, positions: taggedPositions(store.tagStates(label.name), photos) }
    }
    case 'album':
      return all.albums.photos(source.albumId)
    case 'text':
      return all.search.photos(source.text, source.more, source.language)
    case 'tagged':
      return these(all.present(), store.tags.photosMatching(source.filter))
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

/**
 * The same as columns, in an order of the user's if there is one; for the grid `asStacks`, where what is asked for are not
 * certain files.
 */
export async function photoIndex(
  source: PhotoSource,
  asStacks: boolean,
  dependencies: PhotoIndexDependencies,
  order?: PhotoOrder,
): Promise<PhotoIndex> {
  const found = await choosePhotos(source, dependencies)
  const {
    photos,
    positions: all,
    scores: allScores,
    ...searched
  } = order ? reordered(found, order, dependencies) : found
  const { shown, stacks } =
    asStacks && !ABOUT_FILES.has(source.kind)
      ? stacked(photos, all)
      : { shown: all.map((_, place) => place), stacks: [] }
  const positions = shown.map((place) => all[place]!)
  const scores = allScores && shown.map((place) => allScores[place]!)
  const index: PhotoIndex = {
    ...searched,
    ids: positions.map((position) => photos.ids[position]!),
    aspects: positions.map((position) => Math.round(photos.aspects[position]! * 1000) / 1000 || 0.001),
    times: positions.map((position) => photos.times[position]!),
    versions: positions.map((position) => photos.contentIds[position]!),
    corners: positions.map((position) => photos.corners[position]!),
  }
  if (scores) index.scores = scores
  if (stacks.length > 0) index.stacks = stacks
  const packed = positions.map((position) =>
    packMarks(photos.ratings[position]!, photos.flags[position]!, photos.colours[position]!),
  )
  const marked = packed.flatMap((marks, at) => (marks === 0 ? [] : [at]))
  if (marked.length > 0) {
    index.marked = marked
    index.marks = marked.map((at) => packed[at]!)
  }
  const { states } = dependencies
  if (states.anyAway()) {
    const isAway = foldersWhere(photos.folderPlaces, states.isAway)
    index.away = positions.flatMap((position, at) => (isAway[photos.folders[position]!] ? [at] : []))
  }
  return index
}

/** Where the photos of a source were taken; those of which nobody knows are left out. */
export async function photoPlaces(
  source: PhotoSource,
  dependencies: PhotoIndexDependencies,
): Promise<PhotoPlaces> {
  const { photos, positions } = await choosePhotos(source, dependencies)
  const { latitudes, longitudes } = photos
  const placed = positions.filter((position) => !Number.isNaN(latitudes[position]!))
  // a metre: the file says no more
  const degrees = (value: number): number => Math.round(value * 1e5) / 1e5
  return {
    ids: placed.map((position) => photos.ids[position]!),
    versions: placed.map((position) => photos.contentIds[position]!),
    latitudes: placed.map((position) => degrees(latitudes[position]!)),
    longitudes: placed.map((position) => degrees(longitudes[position]!)),
  }
}

function reordered(chosen: Chosen, order: PhotoOrder, { store }: PhotoIndexDependencies): Chosen {
  const { photos, positions, scores } = chosen
  const wanted = inOrder(positions, order, photos, store.present)
  if (!scores) return { ...chosen, positions: wanted }
  const scoreAt = new Map(positions.map((position, at) => [position, scores[at]!]))
  return { ...chosen, positions: wanted, scores: wanted.map((position) => scoreAt.get(position)!) }
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
