import type { PhotoPlaces } from '../../../src-shared/schemas/photo.ts'
import { project, type Point } from './mercator.ts'

/** The part of the world that is seen: its middle, and how many pixels wide the whole world would be. */
export interface View extends Point {
  world: number
}
export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** Photos that lie so close together that they are shown as one. */
export interface Cluster {
  /** the same for as long as the cluster is the same */
  key: string
  /** mean of its photos, in parts of the world */
  middle: Point
  /** positions in the columns of places, newest first */
  photos: number[]
  box: Box
}

/** Photos as points of the world, made once for all views. */
export interface Points {
  xs: Float64Array
  ys: Float64Array
}

export function pointsOf({ latitudes, longitudes }: PhotoPlaces): Points {
  const xs = new Float64Array(latitudes.length)
  const ys = new Float64Array(latitudes.length)
  for (let at = 0; at < latitudes.length; at++) {
    const { x, y } = project(longitudes[at]!, latitudes[at]!)
    xs[at] = x
    ys[at] = y
  }
  return { xs, ys }
}

/** The part of the world that all of them lie in. */
export function boxAround({ xs, ys }: Points): Box {
  const box = { left: 1, top: 1, right: 0, bottom: 0 }
  xs.forEach((x, at) => {
    const y = ys[at]!
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y)
  })
  return box
}

/** Pixels of a square whose photos are one cluster. */
const CELL = 72
/** Pixels of a cluster's picture, with some room. */
const PICTURE = 60

/**
 * The photos in view, put together by squares that hang on the world, not on the view: moving the map changes no
 * cluster. The largest come last, so that they are drawn on top.
 */
export function clustersOf({ xs, ys }: Points, view: View, width: number, height: number): Cluster[] {
  const { left, top, right, bottom } = boxOf(view, width + 2 * CELL, height + 2 * CELL)
  // steps of the zoom by a factor of two keep clusters while it goes on smoothly
  const cells = 2 ** Math.round(Math.log2(view.world / CELL))
  const clusters = new Map<number, Cluster>()
  for (let at = 0; at < xs.length; at++) {
    const x = xs[at]!
    const y = ys[at]!
    if (x < left || x > right || y < top || y > bottom) continue
    const cell = Math.floor(y * cells) * cells + Math.floor(x * cells)
    const cluster = clusters.get(cell)
    if (!cluster) {
      const box = { left: x, top: y, right: x, bottom: y }
      clusters.set(cell, { key: `${cells}/${cell}`, middle: { x, y }, photos: [at], box })
      continue
    }
    const { middle, photos, box } = cluster
    photos.push(at)
    middle.x += (x - middle.x) / photos.length
    middle.y += (y - middle.y) / photos.length
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y)
  }
  return apart([...clusters.values()], PICTURE / view.world)
}

/** Clusters that would cover each other become one: each picture can be clicked. Ascending in size. */
function apart(clusters: Cluster[], distance: number): Cluster[] {
  const kept: Cluster[] = []
  for (const cluster of clusters.sort((a, b) => b.photos.length - a.photos.length)) {
    const { x, y } = cluster.middle
    const covering = kept.find(
      ({ middle }) => Math.abs(middle.x - x) < distance && Math.abs(middle.y - y) < distance,
    )
    if (!covering) {
      kept.push(cluster)
      continue
    }
    const { box, photos } = cluster
    covering.photos = [...covering.photos, ...photos].sort((a, b) => a - b)
    covering.box = {
      left: Math.min(covering.box.left, box.left),
      right: Math.max(covering.box.right, box.right),
      top: Math.min(covering.box.top, box.top),
      bottom: Math.max(covering.box.bottom, box.bottom),
    }
  }
  return kept.sort((a, b) => a.photos.length - b.photos.length)
}

/** The part of the world in a room of so many pixels. */
export function boxOf({ x, y, world }: View, width: number, height: number): Box {
  const half = { x: width / 2 / world, y: height / 2 / world }
  return { left: x - half.x, right: x + half.x, top: y - half.y, bottom: y + half.y }
}

export const WIDEST_WORLD = 2 ** 24
const MARGIN = 1.3
/** Photos closer together than this (40 m) are one place, which is shown with the town around it. */
const PLACE = 1e-6
const TOWN = 2 ** 17

/** The view that shows a box with some room around it. */
export function viewOf(box: Box, width: number, height: number): View {
  const wide = (box.right - box.left) * MARGIN
  const high = (box.bottom - box.top) * MARGIN
  const world = Math.max(wide, high) < PLACE ? TOWN : Math.min(width / wide, height / high)
  return {
    x: (box.left + box.right) / 2,
    y: (box.top + box.bottom) / 2,
    world: bounded(world, width, height),
  }
}

/** Never smaller than the room, never nearer than a garden. */
export const bounded = (world: number, width: number, height: number): number =>
  Math.min(Math.max(world, Math.min(width, height, 1024)), WIDEST_WORLD)
