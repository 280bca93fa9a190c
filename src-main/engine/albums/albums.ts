import { setImmediate as othersFirst } from 'node:timers/promises'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { Album, AlbumInput, AlbumRule } from '../../../src-shared/schemas/album.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { AlbumRow } from '../store/albums.ts'
import type { LabelRow } from '../store/labels.ts'
import type { Store } from '../store/store.ts'
import { photosOfRule } from './rules.ts'

export interface AlbumService {
  list(): Promise<Album[]>
  create(input: AlbumInput): Promise<Album>
  update(id: number, change: { name?: string | undefined; rule?: AlbumRule | undefined }): Promise<Album>
  remove(id: number): void
  /** The positions of an album's photos among those that are there. */
  photos(id: number, present: PresentPhotos): Promise<number[]>
}

/** Smart albums: a name and a rule. */
export function createAlbums(
  store: Store,
  scorer: Scorer,
  present: () => PresentPhotos,
  now: () => number,
): AlbumService {
  function get(id: number): AlbumRow {
    const album = store.albums.get(id)
    if (!album) throw new LumitagError('NOT_FOUND', 'There is no such album.')
    return album
  }

  /** Names are told apart without regard to case, and rules may only speak of labels that are there. */
  function check(name: string, rule: AlbumRule, id: number | null): void {
    const wanted = name.toLocaleLowerCase()
    if (store.albums.all().some((album) => album.id !== id && album.name.toLocaleLowerCase() === wanted))
      throw new LumitagError('ALREADY_EXISTS', `There is an album "${name}" already. Choose another name.`)
    for (const condition of rule.all)
      if ('label' in condition && !store.labels.get(condition.label))
        throw new LumitagError('NOT_FOUND', `The rule names a label (${condition.label}) that is not there.`)
  }

  async function describe(album: AlbumRow): Promise<Album> {
    const photos = present()
    const positions = await photosOfRule(album.rule, store, scorer, photos)
    const newest = positions[0]
    return {
      id: album.id,
      name: album.name,
      rule: album.rule,
      count: positions.length,
      cover: newest === undefined ? null : { id: photos.ids[newest]!, version: photos.contentIds[newest]! },
    }
  }

  /** One after the other, with turns for others: milliseconds each in a large library. */
  async function list(): Promise<Album[]> {
    await scorer.queries(scoredLabels(store.albums.all()))
    const described: Album[] = []
    for (const album of store.albums.all()) {
      described.push(await describe(album))
      await othersFirst()
    }
    return described
  }

  /** The labels whose scores rules ask for. */
  function scoredLabels(albums: readonly AlbumRow[]): LabelRow[] {
    const conditions = albums.flatMap(({ rule }) => rule.all)
    const ids = new Set(
      conditions.map((condition) => 'label' in condition && condition.score !== undefined && condition.label),
    )
    return store.labels.all().filter(({ id }) => ids.has(id))
  }

  return {
    list,
    create(input) {
      check(input.name, input.rule, null)
      return describe(get(store.albums.add(input.name, input.rule, null, now())))
    },
    update(id, change) {
      const album = get(id)
      const name = change.name ?? album.name
      const rule = change.rule ?? album.rule
      check(name, rule, id)
      // with a rule of its own it is the user's album, and no longer goes with the label
      store.albums.update({ id, name, rule, labelId: change.rule ? null : album.labelId })
      return describe(get(id))
    },
    remove(id) {
      get(id)
      store.albums.remove(id)
    },
    photos: (id, photos) => photosOfRule(get(id).rule, store, scorer, photos),
  }
}
