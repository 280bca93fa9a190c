/*
 * The justified grid: rows of equal height that fill the width, photos in order, aspect kept. Columns of numbers
 * instead of objects, because 100,000 photos are laid out again at every step of the size slider.
 */

export interface LayoutOptions {
  /** pixels to fill */
  width: number
  /** height that rows come close to */
  rowHeight: number
  /** between photos and between rows */
  gap: number
  /** room under each row, for score bars */
  footer: number
  /** height of a section's header; sections come from `breaks` */
  header: number
  /** all photos as squares of one size, cropped: the aspects that are laid out are ones (`squares`) */
  square?: boolean
}

export interface LayoutSection {
  /** index of its first photo */
  start: number
  /** where its header begins */
  top: number
}

export interface Layout {
  options: LayoutOptions
  /** number of photos */
  count: number
  /** pixels from the first row's top to the end */
  height: number
  /** one entry per row */
  tops: Float64Array
  heights: Float64Array
  /** index of each row's first photo, and `count` at the end: one entry more than rows */
  starts: Uint32Array
  /** 1 where the row fills the width; the last row of a section need not */
  full: Uint8Array
  sections: LayoutSection[]
}

export interface Box {
  index: number
  left: number
  width: number
}

/** Beyond these a photo is cropped: a strip of a few pixels can neither be seen nor clicked. */
const NARROWEST = 0.2
const WIDEST = 12

const shape = (aspect: number): number => Math.min(Math.max(aspect, NARROWEST), WIDEST)

/** The aspects of so many squares. */
export const squares = (count: number): number[] => new Array<number>(count).fill(1)

/** Side of the squares that fill a width: as many in a row as come closest to the wanted size. */
export function squareSide({ width, rowHeight, gap }: LayoutOptions): number {
  const columns = Math.max(1, Math.round((width + gap) / (rowHeight + gap)))
  return Math.max(1, Math.floor((width - gap * (columns - 1)) / columns))
}

/** Rows for photos of these aspects (width / height). `breaks` are the indices where a section begins; none: no headers. */
export function layoutPhotos(
  aspects: readonly number[],
  breaks: readonly number[],
  options: LayoutOptions,
): Layout {
  const { gap, footer, header } = options
  const rowHeight = options.square ? squareSide(options) : options.rowHeight
  // squares keep their size: what is left of the width stays empty, less than a pixel for each
  const width = options.square ? wholeSquares(options, rowHeight) : options.width
  const count = aspects.length
  const tops: number[] = []
  const heights: number[] = []
  const starts: number[] = []
  const full: number[] = []
  const sections: LayoutSection[] = []
  let top = 0

  const closeRow = (start: number, end: number, sum: number, fills: boolean): void => {
    const exact = (width - gap * (end - start - 1)) / sum
    const height = Math.max(1, Math.round(fills ? exact : Math.min(rowHeight, exact)))
    tops.push(top)
    heights.push(height)
    starts.push(start)
    full.push(fills ? 1 : 0)
    top += height + footer + gap
  }

  const ends = breaks.length === 0 ? [count] : [...breaks.slice(1), count]
  let start = 0
  for (const end of ends) {
    if (breaks.length > 0) {
      sections.push({ start, top })
      top += header
    }
    let first = start
    let sum = 0
    for (let index = start; index < end; index++) {
      const aspect = shape(aspects[index]!)
      const before = index > first ? (width - gap * (index - first - 1)) / sum : Infinity
      const after = (width - gap * (index - first)) / (sum + aspect)
      // the row is full; of the two heights it can have, the nearer to the wanted one wins
      if (after <= rowHeight && before - rowHeight < rowHeight - after) {
        closeRow(first, index, sum, true)
        first = index
        sum = aspect
        if (width / aspect <= rowHeight) {
          closeRow(first, index + 1, sum, true)
          first = index + 1
          sum = 0
        }
      } else if (after <= rowHeight) {
        closeRow(first, index + 1, sum + aspect, true)
        first = index + 1
        sum = 0
      } else sum += aspect
    }
    if (first < end) closeRow(first, end, sum, false)
    start = end
  }
  starts.push(count)

  return {
    options: { ...options, width },
    count,
    height: Math.max(0, top - gap),
    tops: Float64Array.from(tops),
    heights: Float64Array.from(heights),
    starts: Uint32Array.from(starts),
    full: Uint8Array.from(full),
    sections,
  }
}

function wholeSquares({ width, gap }: LayoutOptions, side: number): number {
  const columns = Math.floor((width + gap) / (side + gap))
  return columns * (side + gap) - gap
}

/** Boxes of one row, in whole pixels; those of a full row end exactly at the width (of squares: just before it). */
export function boxesOfRow(layout: Layout, aspects: readonly number[], row: number): Box[] {
  const { width, gap } = layout.options
  const first = layout.starts[row]!
  const end = layout.starts[row + 1]!
  let sum = 0
  for (let index = first; index < end; index++) sum += shape(aspects[index]!)
  const free = width - gap * (end - first - 1)
  const scale = layout.full[row] ? free / sum : layout.heights[row]!
  const boxes: Box[] = []
  let passed = 0
  for (let index = first; index < end; index++) {
    const from = Math.round(passed * scale)
    passed += shape(aspects[index]!)
    boxes.push({
      index,
      left: from + gap * (index - first),
      width: Math.max(1, Math.round(passed * scale) - from),
    })
  }
  return boxes
}

/** Rows that touch the pixels from `from` to `to`: [first, end). */
export function rowsBetween(layout: Layout, from: number, to: number): [number, number] {
  const rows = layout.tops.length
  const first = firstWhere(
    rows,
    (row) => layout.tops[row]! + layout.heights[row]! + layout.options.footer > from,
  )
  const end = firstWhere(rows, (row) => layout.tops[row]! >= to)
  return [first, Math.max(first, end)]
}

/** The photos that a rectangle touches, in the layout's own pixels. */
export function photosWithin(
  layout: Layout,
  aspects: readonly number[],
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
): number[] {
  const [first, end] = rowsBetween(layout, top, bottom)
  const within: number[] = []
  for (let row = first; row < end; row++)
    for (const box of boxesOfRow(layout, aspects, row))
      if (box.left < right && box.left + box.width > left) within.push(box.index)
  return within
}

/** The row that holds this photo. */
export function rowOf(layout: Layout, index: number): number {
  return firstWhere(layout.tops.length, (row) => layout.starts[row + 1]! > index)
}

/** The photo in the row above or below whose middle is nearest: where the up and down keys go. */
export function neighbourRow(
  layout: Layout,
  aspects: readonly number[],
  index: number,
  step: 1 | -1,
): number {
  const row = rowOf(layout, index)
  const target = row + step
  if (target < 0 || target >= layout.tops.length) return index
  const box = boxesOfRow(layout, aspects, row)[index - layout.starts[row]!]!
  const middle = box.left + box.width / 2
  const distance = (other: Box): number => Math.abs(other.left + other.width / 2 - middle)
  return boxesOfRow(layout, aspects, target).reduce((best, other) =>
    distance(other) < distance(best) ? other : best,
  ).index
}

/** The smallest n in [0, count) for which `holds`, which once true stays true; `count` if there is none. */
function firstWhere(count: number, holds: (n: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
