import { existsSync, realpathSync } from 'node:fs'
import { basename, join, resolve, sep } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { LabelScore, PhotoDetails, Tag } from '../../../src-shared/schemas/photo.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { FullPhotoRow } from '../store/photos.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'
import type { RootStates } from './drives/rootStates.ts'
import { stackOf } from './stacks.ts'

/** Everything about one photo: file, metadata, tags with who set them, and what each label scores now. */
export async function photoDetails(
  id: number,
  { store, scorer, states }: { store: Store; scorer: Scorer; states: RootStates },
): Promise<PhotoDetails> {
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
    rating: photo.rating ?? null,
    title: photo.title ?? null,
    description: photo.description ?? null,
    offline: states.isAway(photo),
    missing: photo.missing > 0,
    copies: copiesOf(photo, store),
    stack: await stackOf(photo, store, states.isAway(photo)),
    problem: photo.problemCode && { code: photo.problemCode, message: photo.problemMessage ?? '' },
    tags: tags.map(describeTag),
    scores: photo.contentId === null ? [] : await labelScores(photo.contentId, tags, store, scorer),
    sidecar: sidecar ? { path: sidecar.path, writtenAt: new Date(sidecar.writtenAt).toISOString() } : null,
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

const describeTag = ({ path, state, source, labelId, model, score, threshold, at }: TagRow): Tag => ({
  path,
  state,
  source,
  labelId,
  model,
  score,
  threshold,
  at: new Date(at).toISOString(),
})

async function labelScores(
  contentId: number,
  tags: readonly TagRow[],
  store: Store,
  scorer: Scorer,
): Promise<LabelScore[]> {
  const decided = new Set(tags.map(({ path }) => path))
  const scores: LabelScore[] = []
  const labels = store.labels.all()
  const queries = await scorer.queries(labels)
  for (const [index, label] of labels.entries()) {
    const cosine = scorer.cosine(queries[index]!, contentId)
    if (cosine === undefined) continue
    const score = scorer.score(cosine)
    const { automatic, suggestion } = scorer.thresholds(label)
    const suggested =
      cosine >= scorer.reach(suggestion) && cosine < scorer.reach(automatic) && !decided.has(label.name)
    scores.push({ labelId: label.id, name: label.name, score, cosine, suggested })
  }
  return scores.sort((a, b) => b.cosine - a.cosine)
}

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

/** The file of a photo. NOT_FOUND if there is no such photo. */
export function photoFile(id: number, store: Store): string {
  const photo = store.photos.get(id)
  if (!photo) throw new LumitagError('NOT_FOUND', `There is no photo ${id} in the library.`)
  return join(photo.rootPath, photo.path)
}
