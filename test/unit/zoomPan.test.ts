import { describe, expect, it } from 'vitest'
import { Fitted, ZoomPan } from '../../src-renderer/views/photos/zoomPan.svelte.ts'

const room = { width: 800, height: 600 }
const landscape = new Fitted(room, { width: 4000, height: 2000 }, 2)
const portrait = new Fitted(room, { width: 2000, height: 4000 }, 2)

/** What part of the photo is at a point of the room, both from their middles. */
const seenAt = (zoom: ZoomPan, photo: Fitted, at: { x: number; y: number }) => {
  const { x, y } = photo.transform(zoom)
  const { width, height } = photo.sizeAt(zoom.scale)
  return { x: (at.x - x) / width, y: (at.y - y) / height }
}

describe('zoom and pan', () => {
  it('go from fitted to one pixel of the file on one of the screen, and back', () => {
    const zoom = new ZoomPan()
    expect([landscape.sizeAt(null), landscape.transform(zoom)]).toEqual([
      { width: 800, height: 400 },
      { x: 0, y: 0, grow: 1 },
    ])
    zoom.toggle()
    expect([landscape.sizeAt(zoom.scale), landscape.transform(zoom).grow]).toEqual([
      { width: 2000, height: 1000 },
      2.5,
    ])
    zoom.toggle()
    expect(zoom.scale).toBeNull()
  })

  it('keep what is under the pointer there, and end at the photo’s edges', () => {
    const zoom = new ZoomPan()
    const at = { x: 250, y: -100 }
    const before = seenAt(zoom, landscape, at)
    for (const scale of [1, 2, 3.3]) {
      zoom.zoomAt(scale, at, landscape)
      const now = seenAt(zoom, landscape, at)
      expect([now.x, now.y]).toEqual([expect.closeTo(before.x, 9), expect.closeTo(before.y, 9)])
    }
    zoom.moveTo({ x: 9, y: -9 }, landscape)
    const { width, height } = landscape.sizeAt(zoom.scale)
    const { x, y } = landscape.transform(zoom)
    expect([x, y]).toEqual([-(width - room.width) / 2, (height - room.height) / 2])
    zoom.zoomAt(0.01, at, landscape)
    expect([zoom.scale, zoom.middle]).toEqual([null, { x: 0.5, y: 0.5 }])
  })

  it('show photos of other shapes at the same scale and the same place, each within its own edges', () => {
    const zoom = new ZoomPan()
    zoom.zoomAt(1, { x: 0, y: 0 }, landscape)
    zoom.moveTo({ x: 0.75, y: 0.5 }, landscape)
    expect(portrait.sizeAt(zoom.scale)).toEqual({ width: 1000, height: 2000 })
    // only 200 pixels are out of sight: it stops at its edge
    expect(portrait.transform(zoom)).toEqual({ x: -100, y: 0, grow: expect.closeTo(2000 / 600, 9) as number })
  })
})
