import { existsSync, realpathSync } from 'node:fs'
import { basename, join, resolve, sep } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { colourOf, flagOf } from '../../../src-shared/marks.ts'
import { markName, type MarkName } from '../../../src-shared/schemas/marks.ts'
import type { LabelScore, PhotoDetails, Tag } from '../../../src-shared/schemas/photo.ts'
import type { Readings } from '../labels/readings.ts'
import type { Scorer } from '../labels/scorer.ts'
import { sharesOf } from '../labels/shares.ts'
import type { FullPhotoRow } from '../store/photos.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'
import type { RootStates } from './drives/rootStates.ts'
import type { PresentPhotos } from './present.ts'
import { stackOf } from './stacks.ts'

export interface PhotoDetailsDependencies {
  store: Store
  scorer: Scorer
  readings: Readings
  present: () => PresentPhotos
  states: RootStates
}

/** Everything about one photo: file, metadata, tags with who set them, and what each label scores now. */
export async function photoDetails(id: number, all: PhotoDetailsDependencies): Promise<PhotoDetails> {
  const { store, states } = all
  const photo = store.photos.get(id)
  if (!photo) throw new LumitagError('NOT_FOUND', `There is no photo ${id} in the library.`)
  const tags = store.tags.ofPhoto(id)
  const sidecar = store.sidecars.get(id)
  return {
    id,
    rootId: photo.rootId,
    path: photo.path,
    name: basename(photo.path),
    location: join(photo.rootPath, photo.path),
    bytes: photo.bytes,
    format: photo.format ?? null,
    width: photo.width ?? null,
    height: photo.height ?? null,
    version: photo.contentId ?? 0,
    takenAt:
      photo.takenAt ?? (photo.namedAt === null ? null : new Date(photo.namedAt).toISOString().slice(0, 19)),
    takenOffset: photo.takenOffset ?? null,
    takenFrom: photo.takenFrom ?? (photo.namedAt === null ? null : 'name'),
    addedAt: photo.addedAt === null ? null : new Date(photo.addedAt).toISOString(),
    camera: photo.camera ?? null,
    lens: photo.lens ?? null,
    exposureTime: photo.exposureTime ?? null,
    aperture: photo.aperture ?? null,
    iso: photo.iso ?? null,
    focalLength: photo.focalLength ?? null,
    focalLength35: photo.focalLength35 ?? null,
    latitude: photo.latitude ?? null,
    longitude: photo.longitude ?? null,
    ...marksOf(photo, store),
    title: photo.title ?? null,
    description: photo.description ?? null,
    offline: states.isAway(photo),
    missing: photo.missing > 0,
    copies: copiesOf(photo, store),
    stack: await stackOf(photo, store, states.isAway(photo)),
    problem: photo.problemCode && { code: photo.problemCode, message: photo.problemMessage ?? '' },
    tags: tags.map(describeTag),
    scores: photo.contentId === null ? [] : await labelScores(id, tags, all),
    sidecar: sidecar ? { path: sidecar.path, writtenAt: new Date(sidecar.writtenAt).toISOString() } : null,
  }
}

/** Stars, flag and colour: the user's word, else the sidecar's, else the file's. */
function marksOf(photo: FullPhotoRow, store: Store): Pick<PhotoDetails, MarkName | 'marked'> {
  const own = store.marks.get(photo.id)
  const stars = own.sidecarRating ?? photo.rating ?? null
  return {
    rating: own.rating ?? (stars === null || stars < 0 ? null : stars),
    flag: flagOf(own.flag ?? Math.min(stars ?? 0, 0)),
    colour: colourOf(own.colour ?? own.sidecarColour ?? photo.colour ?? 0),
    marked: markName.options.filter((name) => own[name] !== null),
  }
}

/** Where else the same bytes are. */
const copiesOf = ({ id, content }: FullPhotoRow, store: Store): PhotoDetails['copies'] =>
  content === null
    ? []
    : store.files
        .holders(content)
        .filter((holder) => holder.id !== id && holder.missing === 0)
        .map((holder) => ({ id: holder.id, location: join(holder.rootPath, holder.path) }))

const describeTag = ({
  path,
  state,
  source,
  file,
  labelId,
  model,
  score,
  calibrated,
  threshold,
  at,
}: TagRow): Tag => ({
  path,
  state,
  source,
  file: file ?? null,
  labelId,
  model,
  score,
  calibrated: calibrated ?? null,
  threshold,
  at: new Date(at).toISOString(),
})

async function labelScores(
  photoId: number,
  tags: readonly TagRow[],
  { store, scorer, readings, present }: PhotoDetailsDependencies,
): Promise<LabelScore[]> {
  const decided = new Set(tags.map(({ path }) => path))
  const scores: LabelScore[] = []
  const labels = store.labels.all()
  const queries = await scorer.queries(labels)
  const photos = present()
  const position = photos.positionOf(photoId)
  if (position === -1) return []
  const shares = await sharesOf(labels, position, photos, scorer)
  for (const [index, label] of labels.entries()) {
    const { query, values, baseAt, force, kind, score } = readings.read(label, queries[index]!, photos)
    const base = baseAt(position)
    if (Number.isNaN(base)) continue
    const isMargin = [query.contrast, query.minus].some((others) => others && others.length > 0)
    const value = values.at(position)
    const isSimilarity = label.contents.length > 0
    scores.push({
      labelId: label.id,
      name: label.name,
      score: isSimilarity ? Math.max(0, base) : scorer.score(base),
      baseKind: isSimilarity ? 'similarity' : 'raw',
      calibrated: kind === 'calibrated' && !Number.isNaN(value) ? score(value) : null,
      cosine: isMargin ? null : base,
      margin: isMargin ? base : null,
      group: label.exclusive,
      share: shares.get(label.id) ?? null,
      suggested: value >= force.suggestion && value < force.automatic && !decided.has(label.name),
    })
  }
  return scores.sort((a, b) => baseOf(b) - baseOf(a))
}

const baseOf = ({ cosine, margin }: LabelScore): number => (cosine ?? margin)!

/** The photo that a file on this computer is. NOT_FOUND if it is not in the library. */
export function locatePhoto(path: string, store: Store): number {
  const named = resolve(path)
  // roots are known by their real paths
  const file = existsSync(named) ? realpathSync.native(named) : named
  for (const root of store.roots.all()) {
    const prefix = root.path.endsWith(sep) ? root.path : root.path + sep
    if (!file.startsWith(prefix)) continue
    const id = store.photos.idAt(root.id, file.slice(prefix.length).split(sep).join('/'))
    if (id !== undefined) return id
  }
  throw new LumitagError('NOT_FOUND', `${file} is not in the library. Add its folder first.`)
}

/**
 * The file of a photo, for what other programs do with it. NOT_FOUND if there is no such photo; FILE_MISSING where a link
 * has taken its place that leads out of its folder.
 */
export function photoFile(id: number, store: Store): string {
  const photo = store.photos.get(id)
  if (!photo) throw new LumitagError('NOT_FOUND', `There is no photo ${id} in the library.`)
  const file = join(photo.rootPath, photo.path)
  if (existsSync(file)) {
    const root = realpathSync.native(photo.rootPath)
    if (!realpathSync.native(file).startsWith(root.endsWith(sep) ? root : root + sep))
      throw new LumitagError('FILE_MISSING', `${file} is a link that leads out of its folder.`)
  }
  return file
}
