import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { seeded } from './random.ts'

const KB = 1024
const [SMALLEST, LARGEST] = [4 * KB, 15 * KB]

/** Small photos that all differ; answers their files. */
export async function smallPhotos(folder: string, count: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const files = Array.from({ length: count }, (_, index) => join(folder, `${index}.jpg`))
  for (const [index, file] of files.entries())
    await sharp({
      create: { width: 48, height: 32, channels: 3, background: { r: index & 255, g: index >> 8, b: 90 } },
    })
      .withExif({ IFD0: { ImageDescription: `photo ${index}` } })
      .jpeg()
      .toFile(file)
  return files
}

/** Sidecars of 4 to 15 kB as a raw developer writes them: settings in attributes, a tone curve, three tags. */
export function writeSidecars(files: readonly string[]): void {
  const random = seeded(files.length)
  for (const file of files) {
    const bytes = SMALLEST + Math.floor(random() * (LARGEST - SMALLEST))
    writeFileSync(file, developed(bytes, random))
  }
}

function developed(bytes: number, random: () => number): string {
  const frame = (settings: string): string => `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 7.0">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
   xmp:Rating="3"${settings}>
   <dc:subject>
    <rdf:Bag>
     <rdf:li>Cat</rdf:li>
     <rdf:li>Garden</rdf:li>
     <rdf:li>Paris</rdf:li>
    </rdf:Bag>
   </dc:subject>
   <lr:hierarchicalSubject>
    <rdf:Bag>
     <rdf:li>Animals|Cat</rdf:li>
     <rdf:li>Places|France|Paris</rdf:li>
    </rdf:Bag>
   </lr:hierarchicalSubject>
   <crs:ToneCurve>
    <rdf:Seq>
     <rdf:li>0, 0</rdf:li>
     <rdf:li>255, 255</rdf:li>
    </rdf:Seq>
   </crs:ToneCurve>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
`
  let settings = ''
  for (let number = 0; frame(settings).length < bytes; number++)
    settings += `\n   crs:Setting${number}="${(random() * 100).toFixed(2)}"`
  return frame(settings)
}
