import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { nameTime } from '../../src-main/engine/media/metadata/nameTime.ts'
import { readFacts } from '../../src-main/engine/media/metadata/readFacts.ts'

const shared = fileURLToPath(new URL('../../../shared/photos', import.meta.url))
const read = async (file: string) => readFacts(readFileSync(join(shared, file)))

/** As another program's tests expect it of these files. */
interface Expected {
  /** UTC where there is an offset, else the wall clock as if it were UTC; or the name of a file's time */
  creationDate?: number | string
  creationDateOffset?: string
  cameraData?: Record<string, string | number>
  positionData?: { GPSData?: { latitude?: number; longitude?: number } }
  rating?: number
  title?: string
  caption?: string
  keywords?: string[]
  faces?: unknown[]
}

describe.skipIf(!existsSync(shared))('what real photos say (../shared/photos)', () => {
  const expectations = ['zoo/metadata', 'corrupt/exif'].flatMap((folder) =>
    readdirSync(existsSync(shared) ? join(shared, folder) : import.meta.dirname)
      .filter((name) => /\.(jpe?g|png)$/i.test(name))
      .map((name) => ({ file: join(folder, name), json: join(shared, folder, `${parse(name).name}.json`) }))
      .filter(({ json }) => existsSync(json)),
  )

  it.for(expectations)('$file', async ({ file, json }) => {
    const expected = JSON.parse(readFileSync(json, 'utf8')) as Expected
    const facts = await read(file)
    const { cameraData: camera = {}, positionData: { GPSData: place = {} } = {} } = expected
    if (typeof expected.creationDate === 'number') {
      const local = facts.takenAt ? Date.parse(`${facts.takenAt}Z`) : nameTime(parse(file).base)!
      expect(facts.takenOffset).toBe(expected.creationDateOffset ?? null)
      expect(local - minutes(facts.takenOffset) * 60_000).toBe(expected.creationDate)
    } else expect(facts.takenAt).toBeNull()
    if (camera.model) expect(facts.camera).toContain(camera.model)
    for (const [theirs, ours] of [
      ['ISO', 'iso'],
      ['fStop', 'aperture'],
      ['exposure', 'exposureTime'],
      ['focalLength', 'focalLength'],
    ] as const)
      if (camera[theirs]) expect(facts[ours]).toBeCloseTo(Number(camera[theirs]), 4)
    if (place.latitude) expect(facts.latitude).toBeCloseTo(place.latitude, 5)
    if (place.longitude) expect(facts.longitude).toBeCloseTo(place.longitude, 5)
    expect([facts.rating, -1]).toContain(expected.rating ?? facts.rating)
    if (expected.title) expect(facts.title).toBe(expected.title)
    if (expected.caption) expect(facts.description).toBe(expected.caption)
    // they show names of faces apart, and "|" in a word has no meaning to them
    const isComparable = !expected.faces && !expected.keywords?.some((word) => word.includes('|'))
    if (isComparable && expected.keywords)
      expect([...facts.keywords].sort()).toEqual(expected.keywords.sort())
  })

  it.for([
    ['zoo/heic/IMG_5195.HEIC', '2021-04-11T15:47:53', '-05:00', 'Apple iPhone 11 Pro Max', 32],
    ['zoo/heic/Sony.HIF', '2021-02-18T19:55:41', '+00:00', 'SONY ILCE-1', 100],
    ['zoo/avif/exif.avif', '2022-07-22T21:26:32', '+08:00', 'Apple iPhone 12 Pro', 32],
    ['zoo/webp/denali.webp', '2010-08-13T21:00:01', null, 'Canon EOS 7D', 200],
    ['zoo/jxl/Reagan.jxl', '2004-06-21T23:37:53', '+01:00', 'NIKON D1X', null],
    ['zoo/png/exif-legacy-app1.png', '2023-07-09T20:36:33', '+08:00', 'vivo X90 Pro+', 454],
    ['zoo/tiff/example.tif', '2015-11-20T05:20:30', '+02:00', 'Canon EOS 6D', 100],
    ['zoo/psd/Photoshop.psd', '2005-07-18T08:27:14', null, null, null],
    ['zoo/raw/Canon-R6-pruned.CR3', '2021-05-12T12:21:21', '+02:00', 'Canon EOS R6', 100],
    ['zoo/raw/Nikon.nef', '2004-06-09T16:02:35', null, 'NIKON D70', 200],
    ['zoo/raw/FujiFilm.raf', '2007-05-22T13:58:30', null, 'FUJIFILM FinePix S5Pro', 100],
    ['zoo/raw/Panasonic.rw2', '2008-08-06T15:21:56', null, 'Panasonic DMC-LX3', 80],
    ['zoo/raw/DNG.dng', '2005-08-03T18:59:18', '-04:00', 'Canon EOS 350D DIGITAL', 400],
  ] as const)('%s', async ([file, takenAt, takenOffset, camera, iso]) => {
    expect(await read(file)).toMatchObject({ takenAt, takenOffset, camera, iso })
  })

  it('no file, however broken, stops the reading', async () => {
    const files = ['zoo', 'corrupt'].flatMap((folder) =>
      readdirSync(join(shared, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    for (const file of files) await readFacts(readFileSync(file))
    expect(files.length).toBeGreaterThan(300)
  }, 120_000)
})

function minutes(offset: string | null): number {
  if (!offset) return 0
  const [hours, rest] = offset.slice(1).split(':').map(Number)
  return (offset.startsWith('-') ? -1 : 1) * (hours! * 60 + rest!)
}
