import { expect, test } from 'vitest'
import { noFacts } from '../../src-main/engine/media/metadata/facts.ts'
import { readFacts } from '../../src-main/engine/media/metadata/readFacts.ts'
import { randomNumbers } from '../support/largeLibrary.ts'
import { bag, packetOf, tellingPhoto, tellingTiff, TOLD } from '../support/tellingPhotos.ts'

const words = `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A title</rdf:li></rdf:Alt></dc:title>
  <xmp:Rating>4</xmp:Rating>${bag('dc:subject', ['Dog', 'Summer'])}${bag('lr:hierarchicalSubject', ['Animals|Dog'])}`
const { exposureTime: _, ...told } = TOLD
const ALL = {
  ...told,
  title: 'A title',
  rating: 4,
  description: 'from EXIF',
  keywords: ['Animals > Dog', 'Summer'],
}

test.for(['jpeg', 'png', 'webp', 'avif'] as const)('a %s says what it says', async (format) => {
  const file = await tellingPhoto(words).toFormat(format).toBuffer()
  const { exposureTime, ...facts } = await readFacts(file)
  expect(facts).toMatchObject(ALL)
  expect(exposureTime).toBeCloseTo(1 / 250)
})

test('a TIFF says what it says', async () => {
  expect(await readFacts(await tellingTiff())).toMatchObject({ ...TOLD, exposureTime: 0.004 })
  expect(await readFacts(await tellingPhoto(words).tiff().toBuffer())).toMatchObject({ rating: 4 })
})

test('camera RAW, JPEG 2000 and PSD say what is in the TIFF or JPEG inside them', async () => {
  const tiff = await tellingTiff()
  const jpeg = await tellingPhoto().jpeg().toBuffer()
  const uuid = (name: string, content: Buffer): Buffer => box('uuid', Buffer.from(name, 'hex'), content)
  const panasonic = Buffer.alloc(32)
  panasonic.write('IIU\0', 'latin1')
  panasonic.writeUInt32LE(8, 4)
  panasonic.writeUInt16LE(1, 8)
  panasonic.writeUInt16LE(0x2e, 10)
  panasonic.writeUInt16LE(7, 12)
  panasonic.writeUInt32LE(jpeg.length, 14)
  panasonic.writeUInt32LE(32, 18)
  const fuji = Buffer.alloc(100)
  fuji.write('FUJIFILMCCD-RAW 0201', 'latin1')
  fuji.writeUInt32BE(100, 84)
  fuji.writeUInt32BE(jpeg.length, 88)
  const psd = Buffer.alloc(46)
  psd.write('8BPS', 'latin1')
  psd.writeUInt32BE(tiff.length + 12, 30)
  psd.write('8BIM', 34, 'latin1')
  psd.writeUInt16BE(1058, 38)
  psd.writeUInt32BE(tiff.length, 42)
  const files = {
    cr3: Buffer.concat([
      box('ftyp', Buffer.from('crx \0\0\0\0')),
      box('moov', uuid('85c0b687820f11e08111f4ce462b6a48', box('CMT1', tiff))),
    ]),
    jp2: Buffer.concat([
      Buffer.from('0000000c6a5020200d0a870a', 'hex'),
      uuid('4a706754696666457869662d3e4a5032', tiff),
    ]),
    raf: Buffer.concat([fuji, jpeg]),
    rw2: Buffer.concat([panasonic, jpeg]),
    orf: Buffer.concat([Buffer.from(tiff[0] === 0x4d ? 'MMOR' : 'IIRO', 'latin1'), tiff.subarray(4)]),
    psd: Buffer.concat([psd, tiff]),
  }
  for (const [name, file] of Object.entries(files)) {
    const before = Buffer.from(file)
    expect(await readFacts(file), name).toMatchObject({
      camera: TOLD.camera,
      takenAt: TOLD.takenAt,
      iso: 400,
    })
    expect(file.equals(before), `${name} is as it was`).toBe(true)
  }
})

function box(type: string, ...content: Buffer[]): Buffer {
  const all = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(all.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, all])
}

test('words come from XMP first, then IPTC, then EXIF; camera and time from EXIF first', async () => {
  const xmp = `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">from XMP</rdf:li></rdf:Alt></dc:description>
    <exif:DateTimeOriginal>1999-01-01T00:00:00</exif:DateTimeOriginal><exif:FNumber>8/1</exif:FNumber>`
  const both = await tellingPhoto(xmp).jpeg().toBuffer()
  expect(await readFacts(both)).toMatchObject({ ...TOLD, exposureTime: 0.004, description: 'from XMP' })
  const iptc = withIptc(await tellingPhoto().jpeg().toBuffer(), {
    5: 'Ein Titel',
    25: 'K\xf6ln', // Latin-1, undeclared
    120: 'from IPTC',
  })
  expect(await readFacts(iptc)).toMatchObject({
    title: 'Ein Titel',
    keywords: ['Köln'],
    description: 'from IPTC',
  })
})

/** Inserts IPTC datasets of record 2, in Latin-1. */
function withIptc(jpeg: Buffer, datasets: Record<number, string>): Buffer {
  const iptc = Buffer.concat(
    Object.entries(datasets).map(([dataset, text]) => {
      return Buffer.from([0x1c, 2, Number(dataset), 0, text.length, ...Buffer.from(text, 'latin1')])
    }),
  )
  const resource = Buffer.alloc(12)
  resource.write('8BIM', 'latin1')
  resource.writeUInt16BE(0x404, 4)
  resource.writeUInt32BE(iptc.length, 8)
  const content = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), resource, iptc])
  const segment = Buffer.from([0xff, 0xed, (content.length + 2) >> 8, (content.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), segment, content, jpeg.subarray(2)])
}

test('a value that makes no sense is left out alone', async () => {
  const odd = await tellingPhoto('', 'red', {
    IFD0: { Make: 'Canon', Model: 'Canon EOS R5', ImageDescription: 'OLYMPUS DIGITAL CAMERA         ' },
    IFD2: { DateTimeOriginal: '0000:00:00 00:00:00', ExposureTime: '0/0', FNumber: '56/10' },
    IFD3: {
      ...{ GPSLatitudeRef: 'N', GPSLatitude: '213/1 0/1 0/1' },
      ...{ GPSLongitudeRef: 'E', GPSLongitude: '13/1 0/1 0/1' },
    },
  })
    .jpeg()
    .toBuffer()
  expect(await readFacts(odd)).toEqual({ ...noFacts, camera: 'Canon EOS R5', aperture: 5.6 })
})

test('an XMP packet in UTF-16 is read, one with a DTD is not', async () => {
  const rated = packetOf('<xmp:Rating>5</xmp:Rating>')
  const evil = `<!DOCTYPE x [<!ENTITY a "b">]>${rated.slice(rated.indexOf('<x:xmpmeta'))}`
  const ratingOf = async (packet: string) =>
    (await readFacts(await tellingPhoto().withXmp(packet).jpeg().toBuffer())).rating
  expect([await ratingOf(rated), await ratingOf(evil)]).toEqual([5, null])
  const wide = Buffer.from(`\ufeff${rated}`, 'utf16le')
  const resources = Buffer.concat([Buffer.alloc(26), Buffer.alloc(8), Buffer.alloc(12), wide])
  resources.write('8BPS', 'latin1')
  resources.writeUInt32BE(wide.length + 12, 30)
  resources.write('8BIM', 34, 'latin1')
  resources.writeUInt16BE(1060, 38)
  resources.writeUInt32BE(wide.length, 42)
  expect((await readFacts(resources)).rating).toBe(5)
})

test('whatever bytes are changed, cut or repeated, reading ends with facts of the right kinds', async () => {
  const random = randomNumbers(7)
  const originals = await Promise.all(
    (['jpeg', 'png', 'webp', 'tiff', 'avif'] as const).map((format) =>
      tellingPhoto(words).toFormat(format).toBuffer(),
    ),
  )
  for (let round = 0; round < 500; round++) {
    const file = Buffer.from(originals[round % originals.length]!)
    for (let count = 1 + random() * 30; count > 0; count--)
      file[Math.floor(random() * Math.min(file.length, 2000))] = Math.floor(random() * 256)
    const facts = await readFacts(file.subarray(0, random() < 0.3 ? random() * file.length : file.length))
    for (const [name, value] of Object.entries(facts))
      expect(
        value === null || typeof value === 'string' || Number.isFinite(value) || Array.isArray(value),
        name,
      ).toBe(true)
    if (facts.latitude !== null) expect(Math.abs(facts.latitude)).toBeLessThanOrEqual(90)
    if (facts.takenAt !== null) expect(Date.parse(`${facts.takenAt}Z`)).not.toBeNaN()
  }
})
