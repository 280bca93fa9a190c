import { LumitagError } from '../../../src-shared/errors.ts'
import type { PhotoIndex, PhotoSource } from '../../../src-shared/schemas/photo.ts'
import type { SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import type { AlbumService } from '../albums/albums.ts'
import type { LabelService } from '../labels/labels.ts'
import type { Scored, Scorer } from '../labels/scorer.ts'
import type { Scoring } from '../labels/scoring.ts'
import type { PresentRow } from '../store/photos.ts'
import type { Store } from '../store/store.ts'
import type { RootStates } from './drives/rootStates.ts'
import type { PresentPhotos } from './present.ts'

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

interface Chosen {
  rows: PresentRow[]
  scores?: number[]
}

/** The photos of a source, in display order: by time, newest first, or by score where `scores` is given. */
export async function choosePhotos(source: PhotoSource, all: PhotoIndexDependencies): Promise<Chosen> {
  const { store, scorer, scoring } = all
  const present = all.present()
  const byScore = (scored: readonly Scored[], score: (cosine: number) => number | null): Chosen => ({
    rows: scored.map(({ photoId }) => present.byId.get(photoId)!),
    scores: scored.map(({ cosine }) => score(cosine) ?? cosine),
  })
  switch (source.kind) {
    case 'all':
      return { rows: [...present.rows] }
    case 'folder': {
      const prefix = source.path === '' ? '' : `${source.path}/`
      return {
        rows: present.rows.filter((row) => row.rootId === source.rootId && row.path.startsWith(prefix)),
      }
    }
    case 'label': {
      const label = all.labels.get(source.labelId)
      if (source.suggested) return byScore(await all.labels.suggested(label), scorer.score)
      const decisions = store.tags.decisions(label.name)
      return {
        rows: present.rows.filter(({ id }) => (decisions.get(id)?.state ?? 'rejected') !== 'rejected'),
      }
    }
    case 'album':
      return { rows: await all.albums.photos(source.albumId) }
    case 'text': {
      const query = await scorer.query({ prompts: [source.text] })
      const ranked = scorer.photos(query, present, 0).sort((a, b) => b.cosine - a.cosine)
      const { suggestion } = scorer.thresholds({ automatic: null, suggestion: null })
      const enough = ranked.findIndex(({ cosine }) => cosine < scorer.reach(suggestion))
      const count = Math.max(FEWEST_RESULTS, enough === -1 ? ranked.length : enough)
      return byScore(ranked.slice(0, Math.min(count, MOST_RESULTS)), scorer.score)
    }
    case 'like': {
      const photo = present.byId.get(source.photoId)
      if (!photo) throw new LumitagError('NOT_FOUND', 'There is no such photo in the library.')
      const { vectors } = scoring()
      const row = photo.contentId === null ? undefined : vectors.rowOf(photo.contentId)
      if (row === undefined)
        throw new LumitagError(
          'NOT_FOUND',
          'This photo has not been indexed yet, so nothing can be compared with it.',
        )
      const query = { key: `like:${photo.contentId}`, promptHash: '', vectors: [vectors.vector(row)] }
      const ranked = scorer.photos(query, present, 0).sort((a, b) => b.cosine - a.cosine)
      return byScore(
        ranked.filter(({ photoId }) => photoId !== photo.id).slice(0, LIKE_RESULTS),
        (cosine) => cosine,
      )
    }
    case 'unreadable': {
      const problems = new Set(store.photos.problems().map(({ id }) => id))
      return { rows: present.rows.filter(({ id }) => problems.has(id)) }
    }
    case 'missing':
      return { rows: store.photos.missing(source.rootId ?? null) }
    case 'photos': {
      const wanted = new Set(source.ids)
      return { rows: present.rows.filter(({ id }) => wanted.has(id)) }
    }
  }
}

/** The same as columns, for the grid. */
export async function photoIndex(
  source: PhotoSource,
  dependencies: PhotoIndexDependencies,
): Promise<PhotoIndex> {
  const { rows, scores } = await choosePhotos(source, dependencies)
  const index: PhotoIndex = {
    ids: rows.map(({ id }) => id),
    aspects: rows.map(({ aspect }) => Math.round(aspect * 1000) / 1000 || 0.001),
    times: rows.map(({ time }) => time),
    versions: rows.map(({ contentId }) => contentId ?? 0),
  }
  if (scores) index.scores = scores
  const { states } = dependencies
  if (states.anyAway()) index.away = rows.flatMap((row, at) => (states.isAway(row) ? [at] : []))
  return index
}

/** The photos that a sync is about: an export needs only those that have, or had, tags for a sidecar. */
export async function photosToSync(
  { source, direction }: SyncRequest,
  dependencies: PhotoIndexDependencies,
): Promise<number[]> {
  const { rows } = await choosePhotos(source, dependencies)
  if (direction !== 'export') return rows.map(({ id }) => id)
  const wanted = new Set(rows.map(({ id }) => id))
  return dependencies.store.tags.photosToExport().filter((id) => wanted.has(id))
}
