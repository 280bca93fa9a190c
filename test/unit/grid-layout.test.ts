import { describe, expect, it } from 'vitest'
import { Anchor } from '../../src-renderer/grid/anchor.ts'
import { boxesOfRow, layoutPhotos, neighbourRow, rowOf, rowsBetween } from '../../src-renderer/grid/layout.ts'
import { monthsOf, monthTitle, scrubberMarks, sectionsOf } from '../../src-renderer/grid/months.ts'

const options = { width: 1003, rowHeight: 180, gap: 4, footer: 0, header: 36 }

/** Repeatable aspects of a mixed library: portraits, landscapes, a panorama now and then. */
function mixedAspects(count: number): number[] {
  let seed = 7
  return Array.from({ length: count }, () => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    const random = seed / 2147483648
    return random < 0.02 ? 6 : random < 0.4 ? 0.7 : random < 0.7 ? 1.333 : 1.5
  })
}

function rowsOf(aspects: number[], breaks: number[], chosen = options) {
  const layout = layoutPhotos(aspects, breaks, chosen)
  const rows = Array.from(layout.tops, (top, row) => ({
    top,
    height: layout.heights[row]!,
    full: layout.full[row] === 1,
    boxes: boxesOfRow(layout, aspects, row),
  }))
  return { layout, rows }
}

describe('the justified grid', () => {
  const aspects = mixedAspects(5000)
  const breaks = [0, 1, 2, 700, 4990]

  it('shows every photo once, in order', () => {
    const { rows } = rowsOf(aspects, breaks)
    expect(rows.flatMap((row) => row.boxes.map((box) => box.index))).toEqual(aspects.map((_, index) => index))
  })

  it('keeps the photo at the top edge where it is while the window is made narrower and wider', () => {
    const ids = aspects.map((_, at) => at + 100)
    const positions = new Map(ids.map((id, at) => [id, at]))
    const wide = rowsOf(aspects, breaks).layout
    const scroller = { scrollTop: 2000 }
    const anchor = new Anchor()
    anchor.scrolled(2000, wide, ids)
    const first = wide.starts[rowsBetween(wide, 2000, 2001)[0]]!
    for (let width = 1003; width > 500; width -= 7) {
      const { layout } = rowsOf(aspects, breaks, { ...options, width })
      anchor.put(scroller, layout, positions)
      // what the browser tells of that movement
      anchor.scrolled(scroller.scrollTop, layout, ids)
      expect(rowsBetween(layout, scroller.scrollTop, scroller.scrollTop + 1)[0]).toBeGreaterThanOrEqual(
        rowOf(layout, first),
      )
    }
    anchor.put(scroller, wide, positions)
    expect(scroller.scrollTop).toBe(2000)
    // photos that come before it move it, unless the beginning is in sight
    anchor.put(scroller, wide, new Map(ids.map((id, at) => [id, at + 700])))
    expect(scroller.scrollTop).toBeGreaterThan(20_000)
    anchor.scrolled(3, wide, ids)
    anchor.put(scroller, wide, positions)
    expect(scroller.scrollTop).toBeGreaterThan(20_000)
  })

  it('fills the width to the pixel, with the same gap everywhere', () => {
    for (const { full, boxes } of rowsOf(aspects, breaks).rows) {
      boxes
        .slice(1)
        .forEach((box, at) => expect(box.left).toBe(boxes[at]!.left + boxes[at]!.width + options.gap))
      const end = boxes.at(-1)!.left + boxes.at(-1)!.width
      if (full) expect(end).toBe(options.width)
      else expect(end).toBeLessThanOrEqual(options.width)
    }
  })

  it('keeps the aspect of every photo to within a pixel', () => {
    for (const { height, boxes } of rowsOf(aspects, breaks).rows)
      for (const { index, width } of boxes) expect(Math.abs(width / aspects[index]! - height)).toBeLessThan(2)
  })

  it('stays near the wanted height and never starts a new row where one more photo would have been nearer', () => {
    const { rows } = rowsOf(aspects, [])
    for (const { height, boxes } of rows) {
      if (boxes.length > 1) expect(height).toBeGreaterThan(options.rowHeight * 0.5)
      expect(height).toBeLessThan(options.rowHeight * 2)
    }
    const mean = rows.reduce((sum, row) => sum + row.height, 0) / rows.length
    expect(Math.abs(mean - options.rowHeight)).toBeLessThan(options.rowHeight * 0.1)
  })

  it('stacks rows without overlap, headers before each section', () => {
    const { layout, rows } = rowsOf(aspects, breaks, { ...options, footer: 6 })
    const starts = new Set(breaks)
    let top = 0
    for (const row of rows) {
      if (starts.has(row.boxes[0]!.index)) top += options.header
      expect(row.top).toBe(top)
      top += row.height + 6 + options.gap
    }
    expect(layout.height).toBe(top - options.gap)
    expect(layout.sections.map((section) => section.start)).toEqual(breaks)
  })

  it('ends a row with the section, without stretching the few photos that are left', () => {
    const { rows } = rowsOf([1.5, 1.5, 1.5], [0, 1])
    expect(rows.map((row) => [row.full, row.height])).toEqual([
      [false, 180],
      [false, 180],
    ])
  })

  it('gives a panorama a row of its own and crops what could not be seen', () => {
    expect(rowsOf([8], []).rows[0]!.boxes).toEqual([{ index: 0, left: 0, width: 1003 }])
    expect(rowsOf([0.001, 1.5], []).rows[0]!.boxes[0]!.width).toBeGreaterThan(30)
  })

  it('is empty for no photos', () => {
    const { layout, rows } = rowsOf([], [])
    expect([rows.length, layout.height, rowsBetween(layout, 0, 800)]).toEqual([0, 0, [0, 0]])
  })

  it('finds the visible rows as a walk over all rows does', () => {
    const { layout, rows } = rowsOf(mixedAspects(100_000), [0, 40_000])
    for (const from of [0, 1, 35, 36, 5000, 400_000.5, layout.height - 1, layout.height + 10]) {
      const to = from + 900
      const expected = rows.flatMap((row, at) => (row.top + row.height > from && row.top < to ? [at] : []))
      const [first, end] = rowsBetween(layout, from, to)
      expect(Array.from({ length: end - first }, (_, at) => first + at)).toEqual(expected)
    }
  })

  it('knows the row of each photo, the section of each pixel, and the photo above and below', () => {
    const { layout, rows } = rowsOf(aspects, breaks)
    rows.forEach((row, at) => row.boxes.forEach((box) => expect(rowOf(layout, box.index)).toBe(at)))
    const index = rows[10]!.boxes[1]!.index
    const below = neighbourRow(layout, aspects, index, 1)
    expect(rowOf(layout, below)).toBe(11)
    expect(neighbourRow(layout, aspects, 0, -1)).toBe(0)
    expect(neighbourRow(layout, aspects, 4999, 1)).toBe(4999)
  })
})

describe('months', () => {
  const time = (text: string): number => Date.parse(`${text}T12:00:00Z`)

  it('begin where the month of the capture time changes, in either direction', () => {
    const times = ['2024-05-30', '2024-05-01', '2024-04-30', '2022-04-30'].map(time)
    expect(monthsOf(times).map((month) => [month.start, monthTitle(month)])).toEqual([
      [0, 'May 2024'],
      [2, 'April 2024'],
      [3, 'April 2022'],
    ])
    expect(monthsOf([...times].reverse()).map((month) => month.start)).toEqual([0, 1, 2])
  })

  it('give way to years where months are nearly empty', () => {
    const sparse = [time('2024-05-31'), time('2024-04-30'), time('2022-04-30')]
    expect(sectionsOf(sparse).map((section) => [section.start, monthTitle(section)])).toEqual([
      [0, '2024'],
      [2, '2022'],
    ])
    const dense = Array.from({ length: 20 }, (_, at) => time(at < 10 ? '2024-05-31' : '2024-04-30'))
    expect(sectionsOf(dense)).toEqual(monthsOf(dense))
  })

  it('are not shown for a list that is not in order of time', () => {
    expect(monthsOf([time('2024-05-01'), time('2024-06-01'), time('2024-05-02')])).toEqual([])
  })

  it('are marked along the scrubber without words that touch', () => {
    const months = monthsOf(Array.from({ length: 240 }, (_, at) => Date.UTC(2024, -at, 15)))
    const tops = months.map((_, at) => at * 1000)
    const words = scrubberMarks(months, tops, 240_000, 600).filter((mark) => mark.text !== '')
    words.slice(1).forEach((mark, at) => expect(mark.y - words[at]!.y).toBeGreaterThanOrEqual(16))
    expect(words[0]!.text).toBe('2024')
    expect(words.filter((mark) => /^\d{4}$/.test(mark.text)).length).toBeGreaterThan(15)
  })
})
