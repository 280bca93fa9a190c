import { colourNumber, flagNumber } from '../../../src-shared/marks.ts'
import type { Condition, ConditionKind, ConditionOf } from '../../../src-shared/rules/tree.ts'
import type { Readings } from '../labels/readings.ts'
import type { Scorer } from '../labels/scorer.ts'
import { best } from '../labels/scores.ts'
import type { Query } from '../labels/queries.ts'
import type { PresentPhotos } from '../library/present.ts'
import { fileType } from '../media/formats.ts'
import type { Store } from '../store/store.ts'
import { takenThen } from './dates.ts'
import type { Found } from './evaluate.ts'
import { inFolder } from './folderNames.ts'
import { maskFrom, maskWhere, where, type Mask } from './masks.ts'
import { meaningOf, scored, type Term } from './meaning.ts'
import { inStates, labelled, tagged } from './tagConditions.ts'

/** What conditions are looked up in. What takes time (texts, cosines) is at hand already. */
export interface Asked {
  photos: PresentPhotos
  store: Store
  scorer: Scorer
  readings: Readings
  now: Date
  /** of labels whose scores or suggestions are asked for, by id */
  labelQueries: ReadonlyMap<number, Query>
  /** of meanings; undefined where something of it is not there any more */
  terms(condition: ConditionOf<'meaning'>): readonly Term[] | undefined
  album(id: number): Mask
  /** every embedded photo fits every meaning, so that all can be ranked */
  allRanked: boolean
}

type Finder<K extends ConditionKind> = (condition: ConditionOf<K>, asked: Asked, among: Mask) => Found

const finders: { [K in ConditionKind]: Finder<K> } = {
  label: (condition, asked) => ({ holds: labelled(condition, asked) }),
  tag: (condition, asked) => ({ holds: tagged(condition, asked) }),
  meaning,
  taken: ({ taken }, { photos, now }) => ({ holds: takenThen(taken, photos, now) }),
  camera: ({ camera }, { photos }) => ({ holds: named(camera, photos, photos.cameras) }),
  lens: ({ lens }, { photos }) => ({ holds: named(lens, photos, photos.lenses) }),
  rating: ({ rating: { from = -Infinity, to = Infinity } }, { photos: { ratings, count } }) => ({
    holds: maskWhere(count, (position) => {
      const stars = ratings[position]!
      return stars >= from && stars <= to
    }),
  }),
  flag: ({ flag }, { photos: { flags, count } }) => ({
    holds: maskWhere(count, (position) => flags[position] === flagNumber(flag)),
  }),
  colour: ({ colour }, { photos: { colours, count } }) => ({
    holds: maskWhere(count, (position) => colours[position] === colourNumber(colour)),
  }),
  orientation: ({ orientation }, { photos: { aspects, contentIds, count } }) => ({
    holds: maskWhere(
      count,
      (position) => contentIds[position]! > 0 && shapeOf(aspects[position]!) === orientation,
    ),
  }),
  folder: ({ folder }, { photos, store }) => ({ holds: inFolder(folder, photos, store.roots.all()) }),
  type: ({ type }, { photos }) => ({ holds: ofType(type, photos) }),
  has: ({ has }, asked) => ({ holds: having(has, asked) }),
  within: ({ within: { north, south, east, west } }, { photos: { latitudes, longitudes, count } }) => ({
    holds: maskWhere(count, (position) => {
      const [latitude, longitude] = [latitudes[position]!, longitudes[position]!]
      const isBetween =
        west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east
      return latitude >= south && latitude <= north && isBetween
    }),
  }),
  text: ({ text }, { photos, store }) => ({ holds: saying(text, photos, store) }),
  album: ({ album }, asked) => ({ holds: asked.album(Number(album)) }),
}

/** The photos for which a condition holds; `among` matters only to those that take the best so many. */
export function findCondition(kind: ConditionKind, condition: Condition, asked: Asked, among: Mask): Found {
  return (finders[kind] as Finder<ConditionKind>)(condition, asked, among)
}

function meaning(condition: ConditionOf<'meaning'>, asked: Asked, among: Mask): Found {
  const { photos, scorer } = asked
  const terms = asked.terms(condition)
  if (!terms) return { holds: new Uint8Array(photos.count) }
  const { standings: rank, cosines, least } = meaningOf(terms, scorer, photos)
  if (condition.top !== undefined) {
    const mask = new Uint8Array(photos.count)
    for (const position of best(scored(where(rank, among)), condition.top)) mask[position] = 1
    return { holds: mask, rank }
  }
  const { score } = condition
  if (asked.allRanked && score === undefined) return { holds: maskFrom(rank, -Infinity), rank }
  const holds =
    score === undefined || !cosines ? maskFrom(rank, least) : maskFrom(cosines.values, scorer.reach(score))
  return { holds, rank }
}

/** Part of a name, in any case. */
function named(wanted: string, { names, count }: PresentPhotos, numbers: Uint32Array): Mask {
  const part = wanted.toLocaleLowerCase()
  const fits = names.map((name) => name?.toLocaleLowerCase().includes(part) ?? false)
  return maskWhere(count, (position) => fits[numbers[position]!]!)
}

/** By what was written with photos, and by their paths. */
function saying(wanted: string, { positionOf, contentIds, count }: PresentPhotos, store: Store): Mask {
  const part = wanted.normalize('NFC').toLocaleLowerCase()
  const fits = (text: string): boolean => text.normalize('NFC').toLocaleLowerCase().includes(part)
  const contents = new Set<number>()
  for (const [contentId, ...texts] of store.contents.texts())
    if (texts.some((text) => text !== null && fits(text))) contents.add(contentId)
  const mask = maskWhere(count, (position) => contents.has(contentIds[position]!))
  for (const [id, path] of store.present.paths()) {
    const position = positionOf(id)
    if (position !== -1 && fits(path)) mask[position] = 1
  }
  return mask
}

/** Photos are rarely square to the pixel. */
const SQUARE = 0.02
const shapeOf = (aspect: number): ConditionOf<'orientation'>['orientation'] =>
  Math.abs(aspect - 1) <= SQUARE ? 'square' : aspect > 1 ? 'landscape' : 'portrait'

const RAW = new Set([
  ...[
    'cr2',
    'cr3',
    'crw',
    'nef',
    'nrw',
    'arw',
    'srf',
    'sr2',
    'raf',
    'orf',
    'rw2',
    'dng',
    'pef',
    'srw',
    'raw',
  ],
  ...['rwl', '3fr', 'x3f'],
])

/** By the endings of names: "jpg" and "jpeg" are one, "raw" stands for all raw formats. */
function ofType(wanted: readonly string[], { names, types, count }: PresentPhotos): Mask {
  const some = new Set(wanted.map((ending) => fileType(`x.${ending.replace(/^\./, '')}`)))
  const raw = wanted.some((ending) => ending.toLowerCase() === 'raw')
  const fits = names.map((name) => name !== null && (some.has(name) || (raw && RAW.has(name))))
  return maskWhere(count, (position) => fits[types[position]!]!)
}

function having(what: ConditionOf<'has'>['has'], { photos, store }: Asked): Mask {
  const { count, latitudes, captured, contentIds } = photos
  switch (what) {
    case 'gps':
      return maskWhere(count, (position) => !Number.isNaN(latitudes[position]!))
    case 'capture time':
      return captured.slice()
    case 'sidecar':
      return inStates(store.withSidecar(), photos, () => true)
    case 'copies': {
      const seen = new Map<number, number>()
      for (const contentId of contentIds) seen.set(contentId, (seen.get(contentId) ?? 0) + 1)
      return maskWhere(count, (position) => contentIds[position]! > 0 && seen.get(contentIds[position]!)! > 1)
    }
  }
}
