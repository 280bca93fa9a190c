import { setImmediate as othersFirst } from 'node:timers/promises'
import type { PresentRow, PresentRows, Touched } from '../store/presentPhotos.ts'
import { createFolderNumbers, type FolderPlace } from './folders.ts'
import { createNameNumbers } from './nameNumbers.ts'
import { emptyColumns, merge, setRow, type PresentColumns, type PresentNumbers } from './presentColumns.ts'

/** The photos that are there, in display order. */
export interface PresentPhotos extends PresentColumns {
  readonly count: number
  /** folders by number: those of `folders`, and some that are empty now */
  readonly folderPlaces: readonly FolderPlace[]
  /** cameras, lenses and file types by number; null for 0 */
  readonly names: readonly (string | null)[]
  /** Where a photo stands; -1 if it is not there. */
  positionOf(id: number): number
}

/** Rows that are read at once: about ten milliseconds. */
const PAGE = 10_000
/** More than this, and more than a quarter of all, is not merged: reading everything again is faster. */
const MUCH = 20_000
const NOWHERE = -1

/**
 * Reads the photos that are there, with turns for others, and answers with what tells them from then on: only what was
 * touched in the database is read again, so asking after each write of an index run is cheap also in large libraries.
 */
export async function openPresentPhotos(rows: PresentRows): Promise<() => PresentPhotos> {
  const numbers = newNumbers()
  let known = await read()
  return () => {
    const touched = rows.touched()
    if (!touched) return (known = readNow())
    const many = touched.photoIds.length + touched.contentIds.length
    if (many === 0) return known
    return (known = many > Math.max(MUCH, known.count / 4) ? readNow() : merged(known, touched))
  }

  async function read(): Promise<PresentPhotos> {
    rows.touched() // from now on
    const reading = readAll(rows, numbers)
    let step = reading.next()
    for (; !step.done; step = reading.next()) await othersFirst()
    return presentOf(step.value, numbers)
  }

  function readNow(): PresentPhotos {
    const reading = readAll(rows, numbers)
    let step = reading.next()
    while (!step.done) step = reading.next()
    return presentOf(step.value, numbers)
  }

  function merged(before: PresentPhotos, { photoIds, contentIds }: Touched): PresentPhotos {
    const fresh = rows.of(photoIds, contentIds)
    const changed = new Set([...photoIds, ...fresh.map(([id]) => id)])
    const gone = [...changed].map(before.positionOf).filter((position) => position !== NOWHERE)
    return presentOf(merge(before, Uint32Array.from(gone).sort(), fresh, numbers), numbers)
  }
}

const newNumbers = (): PresentNumbers => ({ folders: createFolderNumbers(), names: createNameNumbers() })

/** Some photos, of their own, in display order. */
export function photosOf(rows: readonly PresentRow[]): PresentPhotos {
  const numbers = newNumbers()
  return presentOf(merge(emptyColumns(0), new Uint32Array(), rows, numbers), numbers)
}

/** Reads everything, in pieces. What changes meanwhile is right after it was merged. */
function* readAll(rows: PresentRows, numbers: PresentNumbers): Generator<undefined, PresentColumns> {
  const columns = emptyColumns(rows.count())
  let at = 0
  for (let page = rows.order(undefined, PAGE); page.length > 0; page = rows.order(page.at(-1), PAGE)) {
    for (const [id] of page) columns.ids[at++] = id
    yield
  }
  const positionOf = lookup(columns.ids)
  for (let after = 0, more = true; more;) {
    const page = rows.page(after, PAGE)
    for (const row of page) setRow(columns, positionOf(row[0]), row, numbers)
    after = page.at(-1)?.[0] ?? 0
    more = page.length === PAGE
    yield
  }
  return columns
}

function presentOf(columns: PresentColumns, { folders: { places }, names }: PresentNumbers): PresentPhotos {
  let positionOf: PresentPhotos['positionOf'] | undefined
  return {
    ...columns,
    count: columns.ids.length,
    folderPlaces: places,
    names: names.names,
    // most who look at all photos never ask for one
    positionOf: (id) => (positionOf ??= lookup(columns.ids))(id),
  }
}

/** Positions by id. Ids are numbered from 1 without large gaps. */
function lookup(ids: ArrayLike<number>): (id: number) => number {
  let most = 0
  for (let at = 0; at < ids.length; at++) most = Math.max(most, ids[at]!)
  const positions = new Int32Array(most + 1).fill(NOWHERE)
  for (let at = 0; at < ids.length; at++) positions[ids[at]!] = at
  return (id) => positions[id] ?? NOWHERE
}
