import { fileType } from '../media/formats.ts'
import type { PresentRow } from '../store/presentPhotos.ts'
import type { FolderNumbers } from './folders.ts'
import type { NameNumbers } from './nameNumbers.ts'
import { stackNumber } from './stacks.ts'

/**
 * The photos that are there as columns, outside the JavaScript heap's objects; a photo's position is its place in
 * display order: newest first, then by id. Never changed once made: what is read over a pause stays consistent.
 */
export interface PresentColumns {
  readonly ids: Uint32Array
  /** numbers of `FolderNumbers` */
  readonly folders: Uint32Array
  /** the name without its ending, as stacks.ts numbers it */
  readonly stackNumbers: Float64Array
  /** milliseconds; `captured` is 1 where it is the time of capture, 0 where it is only the file's */
  readonly times: Float64Array
  readonly captured: Uint8Array
  /** 0 until the file was read */
  readonly contentIds: Uint32Array
  /** width / height; 1 while unknown */
  readonly aspects: Float32Array
  readonly bytes: Float64Array
  /** stars, flag and colour, 0 without (src-shared/marks.ts) */
  readonly ratings: Int8Array
  readonly flags: Int8Array
  readonly colours: Int8Array
  /** numbers of `NameNumbers`; 0 where they are not known */
  readonly cameras: Uint32Array
  readonly lenses: Uint32Array
  /** the file's type by its name's ending, as a number of `NameNumbers` */
  readonly types: Uint32Array
  /** degrees; NaN where they are not known */
  readonly latitudes: Float32Array
  readonly longitudes: Float32Array
  /** src-shared/corners.ts; -1 where they are not known */
  readonly corners: Float64Array
}

/** What numbers in columns stand for. */
export interface PresentNumbers {
  folders: FolderNumbers
  names: NameNumbers
}

export function emptyColumns(count: number): PresentColumns {
  return {
    ids: new Uint32Array(count),
    folders: new Uint32Array(count),
    stackNumbers: new Float64Array(count),
    times: new Float64Array(count),
    captured: new Uint8Array(count),
    contentIds: new Uint32Array(count),
    aspects: new Float32Array(count),
    bytes: new Float64Array(count),
    ratings: new Int8Array(count),
    flags: new Int8Array(count),
    colours: new Int8Array(count),
    cameras: new Uint32Array(count),
    lenses: new Uint32Array(count),
    types: new Uint32Array(count),
    latitudes: new Float32Array(count),
    longitudes: new Float32Array(count),
    corners: new Float64Array(count),
  }
}

/** Writes a photo to a position of columns that are being made. */
export function setRow(
  columns: PresentColumns,
  at: number,
  row: PresentRow,
  { folders, names }: PresentNumbers,
): void {
  const [id, rootId, path, time, captured, contentId, width, height, bytes, ...rest] = row
  const [rating, flag, colour, camera, lens, latitude, longitude, corners] = rest
  columns.ids[at] = id
  columns.folders[at] = folders.numberOf(rootId, path)
  columns.stackNumbers[at] = stackNumber(path)
  columns.times[at] = time
  columns.captured[at] = captured
  columns.contentIds[at] = contentId
  columns.aspects[at] = width > 0 && height > 0 ? width / height : 1
  columns.bytes[at] = bytes
  columns.ratings[at] = rating
  columns.flags[at] = flag
  columns.colours[at] = colour
  columns.cameras[at] = names.numberOf(camera)
  columns.lenses[at] = names.numberOf(lens)
  columns.types[at] = names.numberOf(fileType(path))
  columns.latitudes[at] = latitude ?? NaN
  columns.longitudes[at] = longitude ?? NaN
  columns.corners[at] = corners ?? -1
}

/**
 * New columns: the old ones without the photos at the positions `gone` (ascending), and with `rows`, all in order. What
 * stays is copied in runs, so that a few changes among a million photos cost milliseconds.
 */
export function merge(
  old: PresentColumns,
  gone: Uint32Array,
  rows: readonly PresentRow[],
  numbers: PresentNumbers,
): PresentColumns {
  const added = rows
    .map((row) => ({ row, before: placeOf(old, row) }))
    .sort(({ row: [id, , , time] }, { row: [otherId, , , otherTime] }) => otherTime - time || id - otherId)
  const columns = emptyColumns(old.ids.length - gone.length + added.length)
  let from = 0
  let to = 0
  const copyUntil = (end: number): void => {
    for (const name of Object.keys(columns) as (keyof PresentColumns)[])
      columns[name].set(old[name].subarray(from, end), to)
    to += end - from
    from = end
  }
  for (let nextGone = 0, nextAdded = 0; nextGone < gone.length || nextAdded < added.length;) {
    const hole = gone[nextGone] ?? Infinity
    const insert = added[nextAdded]
    if (insert && insert.before <= hole) {
      copyUntil(insert.before)
      setRow(columns, to++, insert.row, numbers)
      nextAdded++
    } else {
      copyUntil(hole)
      from++
      nextGone++
    }
  }
  copyUntil(old.ids.length)
  return columns
}

/** The first position whose photo comes after this one in display order, or is this one. */
function placeOf({ times, ids }: PresentColumns, [id, , , time]: PresentRow): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const isBefore = times[middle]! > time || (times[middle] === time && ids[middle]! < id)
    if (isBefore) low = middle + 1
    else high = middle
  }
  return low
}
