import { setImmediate as othersFirst } from 'node:timers/promises'
import { LumitagError } from '../../../src-shared/errors.ts'
import { conditionsOf, type Rule } from '../../../src-shared/rules/tree.ts'
import type {
  Album,
  AlbumChange,
  AlbumFile,
  AlbumInput,
  AlbumMark,
  AlbumPreview,
} from '../../../src-shared/schemas/album.ts'
import type { PresentPhotos } from '../library/present.ts'
import { positionsOf } from '../rules/masks.ts'
import type { PrepareRules, ReadyRules } from '../rules/rules.ts'
import type { AlbumRow } from '../store/albums.ts'
import type { Store } from '../store/store.ts'
import { overruled, photosByHand } from './byHand.ts'
import { keptRule, photoLocation, whatIsGone, withNames, withNumbers } from './names.ts'

export interface AlbumService {
  list(): Promise<Album[]>
  create(input: AlbumInput): Promise<Album>
  update(id: number, change: AlbumChange): Promise<Album>
  remove(id: number): void
  /** Puts photos into an album, or keeps them out, whatever its rule says. */
  mark(id: number, photoIds: readonly number[], mark: AlbumMark): Promise<Album>
  /** Moves photos of an album by hand before another one; to the end without one. */
  arrange(id: number, photoIds: readonly number[], before: number | null): void
  preview(rule: Rule): Promise<AlbumPreview>
  file(id: number): AlbumFile
  /** The photos that are there, and the positions of the album's among them, in its order. */
  photos(id: number): Promise<{ photos: PresentPhotos; positions: number[] }>
}

/** Photos shown beside a rule that is being written. */
const PREVIEWED = 30

/** Albums: a name with a rule, or with photos that were put into it. */
export function createAlbums(
  store: Store,
  prepare: PrepareRules,
  present: () => PresentPhotos,
  now: () => number,
): AlbumService {
  function get(id: number): AlbumRow {
    const album = store.albums.get(id)
    if (!album) throw new LumitagError('NOT_FOUND', 'There is no such album.')
    return album
  }

  /** Names are told apart without regard to case. */
  function checkName(name: string, id: number | null): void {
    if (store.albums.idsNamed(name).some((other) => other !== id))
      throw new LumitagError('ALREADY_EXISTS', `There is an album "${name}" already. Choose another name.`)
  }

  /** BAD_INPUT if an album would be a part of itself, over however many others. */
  function checkCircle(rule: Rule | null, id: number): void {
    const seen = new Set<number>()
    const follow = (one: Rule | null): void => {
      for (const { album } of one ? conditionsOf(one, 'album') : []) {
        const inner = Number(album)
        if (inner === id)
          throw new LumitagError(
            'BAD_INPUT',
            'The rule leads back to its own album. Leave that condition out.',
          )
        if (seen.has(inner)) continue
        seen.add(inner)
        follow(store.albums.get(inner)?.rule ?? null)
      }
    }
    follow(rule)
  }

  function positions({ id, rule }: AlbumRow, ask: ReadyRules, photos: PresentPhotos): number[] {
    const byHand = store.albums.photos(id)
    if (rule === null) return photosByHand(byHand, photos)
    return positionsOf(overruled(ask(rule, photos).holds, byHand, photos))
  }

  function describe(album: AlbumRow, ask: ReadyRules): Album {
    const photos = present()
    const found = positions(album, ask, photos)
    const { pinned, excluded } = store.albums.photos(album.id)
    return {
      ...{ id: album.id, name: album.name, rule: album.rule, count: found.length },
      ...{ pinned: pinned.length, excluded: excluded.length },
      cover: found.length > 0 ? pictureAt(found[0]!, photos) : null,
      notes: album.rule ? whatIsGone(album.rule, store) : [],
    }
  }

  const ready = (albums: readonly AlbumRow[]): Promise<ReadyRules> =>
    prepare(
      albums.flatMap(({ rule }) => rule ?? []),
      { lasting: true },
    )

  async function describeOne(id: number): Promise<Album> {
    const album = get(id)
    return describe(album, await ready([album]))
  }

  return {
    /** One after the other, with turns for others: milliseconds each in a large library. */
    async list() {
      const albums = store.albums.all()
      const ask = await ready(albums)
      const described: Album[] = []
      for (const album of albums) {
        described.push(describe(album, ask))
        await othersFirst()
      }
      return described
    },
    create({ name, rule, pinned = [], excluded = [] }) {
      checkName(name, null)
      const stored = rule && keptRule(rule, store)
      const id = store.transaction(() => {
        const added = store.albums.add(name, stored, null, now())
        store.albums.mark(added, excluded, 'excluded')
        store.albums.mark(added, pinned, 'pinned')
        return added
      })
      return describeOne(id)
    },
    async update(id, change) {
      const album = get(id)
      const name = change.name ?? album.name
      const rule = change.rule ? keptRule(change.rule, store) : change.rule === null ? null : album.rule
      checkName(name, id)
      checkCircle(rule, id)
      const becomesByHand = rule === null && album.rule !== null
      const ask = becomesByHand ? await ready([album]) : undefined
      store.transaction(() => {
        // with a rule of its own it is the user's album, and no longer goes with the label
        const labelId = change.rule === undefined ? album.labelId : null
        if (ask) {
          const photos = present()
          store.albums.pin(
            id,
            positions(album, ask, photos).map((position) => photos.ids[position]!),
          )
        }
        store.albums.update({ id, name, rule, labelId })
      })
      return describeOne(id)
    },
    remove(id) {
      get(id)
      store.albums.remove(id)
    },
    mark(id, photoIds, mark) {
      // without a rule there is nothing to exclude from
      const isByHand = get(id).rule === null
      store.albums.mark(id, photoIds, isByHand && mark === 'excluded' ? 'clear' : mark)
      return describeOne(id)
    },
    arrange(id, photoIds, before) {
      if (get(id).rule !== null)
        throw new LumitagError(
          'BAD_INPUT',
          'A smart album is in order of time. Only albums by hand can be arranged.',
        )
      const moved = new Set(photoIds)
      const { pinned } = store.albums.photos(id)
      const inIt = new Set(pinned)
      const there = photoIds.filter((photoId) => inIt.has(photoId))
      const others = pinned.filter((photoId) => !moved.has(photoId))
      const at = before === null ? -1 : others.indexOf(before)
      others.splice(at === -1 ? others.length : at, 0, ...there)
      store.albums.pin(id, others)
    },
    async preview(rule) {
      const stored = withNumbers(rule, store)
      const ask = await prepare([stored], { lasting: false })
      const photos = present()
      const found = positionsOf(ask(stored, photos).holds)
      return {
        count: found.length,
        photos: found.slice(0, PREVIEWED).map((position) => pictureAt(position, photos)),
        notes: whatIsGone(stored, store),
      }
    },
    file(id) {
      const { name, rule } = get(id)
      const { pinned, excluded } = store.albums.photos(id)
      const paths = (ids: readonly number[]): string[] =>
        ids.flatMap((one) => photoLocation(one, store) ?? [])
      return {
        ...{ name, rule: rule && withNames(rule, store) },
        ...(pinned.length > 0 ? { pinned: paths(pinned) } : {}),
        ...(excluded.length > 0 ? { excluded: paths(excluded) } : {}),
      }
    },
    async photos(id) {
      const album = get(id)
      const ask = await ready([album])
      const photos = present()
      return { photos, positions: positions(album, ask, photos) }
    },
  }
}

const pictureAt = (
  position: number,
  { ids, contentIds }: PresentPhotos,
): { id: number; version: number } => ({
  id: ids[position]!,
  version: contentIds[position]!,
})
