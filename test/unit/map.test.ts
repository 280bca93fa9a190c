import { describe, expect, it } from 'vitest'
import { clustersOf, pointsOf, viewOf } from '../../src-renderer/views/map/clusters.ts'
import { project, scaleBar, unproject } from '../../src-renderer/views/map/mercator.ts'
import { borders, land, WORLD } from '../../src-renderer/views/map/world.ts'

const places = (all: [latitude: number, longitude: number][]) =>
  pointsOf({
    ids: all.map((_, at) => at + 1),
    versions: all.map(() => 1),
    latitudes: all.map(([latitude]) => latitude),
    longitudes: all.map(([, longitude]) => longitude),
  })
const vienna: [number, number] = [48.2082, 16.3738]
const graz: [number, number] = [47.0707, 15.4395]
const sydney: [number, number] = [-33.8688, 151.2093]

describe('the map', () => {
  it('finds the way back from the plane to the globe', () => {
    for (const [latitude, longitude] of [vienna, sydney, [0, 0], [84, -179]] as [number, number][]) {
      const back = unproject(project(longitude, latitude))
      expect(back.latitude).toBeCloseTo(latitude, 9)
      expect(back.longitude).toBeCloseTo(longitude, 9)
    }
    expect(project(-180, 90)).toEqual({ x: 0, y: expect.closeTo(0, 9) as number })
  })

  it('puts photos together that lie close in the view, each in one cluster, and parts them closer by', () => {
    const points = places([vienna, vienna, graz, sydney])
    const world = clustersOf(points, { x: 0.5, y: 0.5, world: 1024 }, 1024, 1024)
    expect(world.map(({ photos }) => photos)).toEqual([[3], [0, 1, 2]])
    // two squares meet between these, and their pictures would cover each other
    const meeting = places([
      [0.01, -0.01],
      [0.01, 0.01],
      [-0.01, -0.01],
    ])
    expect(
      clustersOf(meeting, { x: 0.5, y: 0.5, world: 1024 }, 1024, 1024).map(({ photos }) => photos),
    ).toEqual([[0, 1, 2]])
    const box = world[1]!.box
    const near = clustersOf(points, viewOf(box, 1024, 768), 1024, 768)
    expect(near.map(({ photos }) => photos)).toEqual([[2], [0, 1]])
  })

  it('shows a single place as near as a town, not as a point', () => {
    const { x, y } = project(vienna[1], vienna[0])
    const view = viewOf({ left: x, right: x, top: y, bottom: y }, 800, 600)
    expect(scaleBar(view.world, vienna[0], 120)).toMatchObject({ metres: 20_000 })
    expect([view.x, view.y]).toEqual([x, y])
  })

  it('has an outline of closed rings and no line across the map, also where lands go on over the date line', () => {
    const places = (path: string) =>
      path.split('L').map((place) => place.split(',').map(Number) as [x: number, y: number])
    const rings = land.slice(1).split('ZM')
    expect(rings.length).toBeGreaterThan(200)
    for (const ring of [...rings, ...borders.slice(1).split('M')]) {
      const all = places(ring.replace('Z', ''))
      // the lower edge alone is a line that wide: under the land around the pole
      const steps = all.slice(1).flatMap(([x, y], at) => (y === WORLD ? [] : [Math.abs(x - all[at]![0])]))
      expect(Math.max(...steps)).toBeLessThan(WORLD / 5)
    }
    const closed = rings
      .map((ring) => places(ring.replace('Z', '')))
      .filter((ring) => ring.at(-1)![1] < WORLD)
    for (const ring of closed) {
      expect(ring.at(-1)![0]).toBeCloseTo(ring[0]![0], 1)
      expect(ring.at(-1)![1]).toBeCloseTo(ring[0]![1], 1)
    }
  })
})
