import sharp, { type Exif, type Sharp } from 'sharp'

/** What a photo of `tellingPhoto` says in EXIF. */
export const TOLD = {
  takenAt: '2024-04-13T20:38:05',
  takenOffset: '+02:00',
  takenFrom: 'exif',
  camera: 'Canon EOS R5',
  lens: 'RF35mm F1.8 MACRO IS STM',
  exposureTime: 1 / 250,
  aperture: 2.8,
  iso: 400,
  focalLength: 35,
  latitude: 51.5,
  longitude: -0.125,
} as const

const EXIF = {
  IFD0: { Make: 'Canon', Model: 'Canon EOS R5', ImageDescription: 'from EXIF' },
  IFD2: {
    DateTimeOriginal: '2024:04:13 20:38:05',
    OffsetTimeOriginal: '+02:00',
    LensModel: TOLD.lens,
    ExposureTime: '1/250',
    FNumber: '28/10',
    ISOSpeedRatings: '400',
    FocalLength: '35/1',
  },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '51/1 30/1 0/1',
    GPSLongitudeRef: 'W',
    GPSLongitude: '0/1 7/1 30/1',
  },
}

/** An XMP packet of these properties: XML elements of dc, xmp, lr, exif and photoshop. */
export const packetOf = (properties: string): string =>
  `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">${properties}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`

export const bag = (name: string, items: readonly string[]): string =>
  `<${name}><rdf:Bag>${items.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:Bag></${name}>`

/** A small picture, of its own colour, that says what TOLD says, and this in XMP. */
export function tellingPhoto(properties = '', colour = '#3a7', exif: Exif = EXIF): Sharp {
  const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: colour } }).withExif(exif)
  return properties ? picture.withXmp(packetOf(properties)) : picture
}

/** Its EXIF alone: a small TIFF. */
export async function tellingTiff(): Promise<Buffer> {
  const { exif } = await sharp(await tellingPhoto().jpeg().toBuffer()).metadata()
  return exif!.subarray(6)
}
