import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { embeddedMetadata } from '../../src-main/engine/inference/embeddedMetadata.ts'
import type { SidecarMarks } from '../../src-main/engine/xmp/marks.ts'
import { openSidecarBatch } from '../../src-main/engine/xmp/sidecar.ts'
import { newCases } from '../fixtures/xmp/newCases.ts'
import { darktable, list, sidecar } from '../fixtures/xmp/sidecars.ts'
import { drawPhotos } from '../support/library.ts'
import { changeWithExiftool } from './programs/exiftool.ts'

/** A folder of photos with sidecars that Lumitag has made or edited, one per case. */
export interface Material {
  folder: string
  sidecarOf(name: string): string
  remove(): void
}

/** Name of a case's photo: "case-1.jpg". */
export const photoOf = (number: number | string): string => `case-${number}.jpg`
const numberOf = (name: string): string => name.split(':')[0]!

/** What stands in a photo of case 20. */
const EMBEDDED = sidecar(
  '   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Garden</rdf:li></rdf:Alt></dc:title>\n' +
    list('dc:subject', 'Bag', ['embedded']),
  'xmp:Rating="2"',
)

/** Writes sidecars for cases 1 to 8, 11, 16, 20 and 27, and for photos with stars and a colour alone, as an export does. */
export async function makeMaterial(): Promise<Material> {
  const folder = mkdtempSync(join(tmpdir(), 'lumitag-interop-'))
  const cases = newCases.map(({ name, tags }) => ({ photo: photoOf(numberOf(name)), tags }))
  const others = [...[11, 16, 20, 27].map(photoOf), 'starred.jpg', 'rejected.jpg']
  await drawPhotos(folder, [...cases.map(({ photo }) => photo), ...others])
  const sidecarOf = (name: string): string => join(folder, `${name}.xmp`)
  writeFileSync(sidecarOf(photoOf(11)), darktable)
  writeFileSync(sidecarOf(photoOf(16)), sidecar('', 'dc:subject="one"'))
  const tagged = join(folder, photoOf(20))
  writeFileSync(tagged, await sharp(tagged).withXmp(EMBEDDED).toBuffer())
  changeWithExiftool(tagged, '-IPTC:Keywords=from IPTC')

  const batch = openSidecarBatch()
  const write = async (name: string, add: string[][], marks: Partial<SidecarMarks> = {}): Promise<void> => {
    const photo = join(folder, name)
    await batch.write(
      await batch.plan({ photo, add, remove: [], marks, embedded: () => embeddedMetadata(photo) }),
    )
  }
  for (const { photo, tags } of cases) await write(photo, tags)
  await write(photoOf(11), [['Lumitag', 'new']])
  await write(photoOf(16), [['two']])
  await write(photoOf(20), [['Places', 'garden']])
  await write(photoOf(27), [['A', 'B']])
  await write('starred.jpg', [], { rating: 4, colour: 1 })
  await write('rejected.jpg', [], { rating: -1, colour: 5 })
  await batch.close()
  return {
    folder,
    sidecarOf,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
