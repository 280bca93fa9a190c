import { formatTagPath } from '../../../../src-shared/tagPath.ts'
import { readSidecar } from '../../xmp/read.ts'
import { seedSidecar } from '../../xmp/seed.ts'
import { captureTime } from './captureTime.ts'
import { readEmbedded } from './embedded.ts'
import { exifFacts } from './exifFacts.ts'
import type { PhotoFacts } from './facts.ts'
import { iptcFacts } from './iptcFacts.ts'
import { xmpFacts } from './xmpFacts.ts'

/**
 * What a photo's file says about itself. It never throws: what is malformed is left out, value by value. Cameras know best
 * what they did (EXIF first); words are newest where they were edited last (XMP, then IPTC, then EXIF).
 */
export async function readFacts(bytes: Uint8Array): Promise<PhotoFacts> {
  const embedded = await readEmbedded(bytes)
  const exif = exifFacts(embedded.exif)
  const xmp = xmpFacts(embedded.packets)
  const iptc = iptcFacts(embedded.iptc)
  const { latitude, longitude } = exif.latitude === null ? xmp : exif
  return {
    ...captureTime({ exif, xmp, iptc }),
    camera: exif.camera ?? xmp.camera,
    lens: exif.lens ?? xmp.lens,
    exposureTime: exif.exposureTime ?? xmp.exposureTime,
    aperture: exif.aperture ?? xmp.aperture,
    iso: exif.iso ?? xmp.iso,
    focalLength: exif.focalLength ?? xmp.focalLength,
    focalLength35: exif.focalLength35 ?? xmp.focalLength35,
    latitude,
    longitude,
    rating: xmp.rating ?? exif.rating,
    colour: xmp.colour,
    title: xmp.title ?? iptc.title ?? exif.title,
    description: [xmp, iptc, exif].map(({ description }) => description).find(isSomebodys) ?? null,
    keywords: keywords(embedded.packets, iptc.keywords),
  }
}

/** Cameras put their own name where words about the photo should be. */
const NOBODYS = /^(.*\b(digital( still)? camera|dsc)|dcim\\.*|samsung|exif_jpeg_picture|<kenox .*|[-y]*)$/i
const isSomebodys = (text: string | null): boolean => text !== null && !NOBODYS.test(text)

/** Tags as a sidecar that is begun with these would have them, so that both always say the same. */
function keywords(packets: readonly string[], iptcKeywords: readonly string[]): string[] {
  const [main, ...more] = packets.map((packet) => Buffer.from(packet))
  const found = [
    tagsOf({ ...(main ? { xmp: main } : {}), iptcKeywords }),
    ...more.map((xmp) => tagsOf({ xmp })),
  ]
  return [...new Set(found.flat())]
}

function tagsOf(embedded: Parameters<typeof seedSidecar>[0]): string[] {
  try {
    const seed = seedSidecar(embedded)
    // ">" inside a segment cannot be told from the border of two here
    return seed
      ? readSidecar(seed)
          .tags.filter((tag) => !tag.some((segment) => segment.includes('>')))
          .map(formatTagPath)
      : []
  } catch {
    return embedded.xmp && embedded.iptcKeywords?.length
      ? tagsOf({ iptcKeywords: embedded.iptcKeywords })
      : []
  }
}
