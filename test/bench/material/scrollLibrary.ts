import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noFacts } from '../../../src-main/engine/media/metadata/facts.ts'
import { openStore } from '../../../src-main/engine/store/store.ts'
import { randomNumbers } from '../../support/largeLibrary.ts'
import { thumbnailName } from './thumbnails.ts'

const PER_TRANSACTION = 10_000
const DAY = 86_400_000
/** How wide photos are for their height, and how often each shape is met. */
const SHAPES = [
  [4000, 3000],
  [4000, 3000],
  [6000, 4000],
  [3000, 4000],
  [4000, 4000],
] as const

/** A library of so many photos of twenty years that were read, though no file is there. */
export async function scrollLibrary(folder: string, photos: number): Promise<void> {
  const store = openStore(folder)
  const random = randomNumbers(3)
  // a folder with something in it: what cannot be reached is drawn dimmed
  const place = join(folder, '..', 'photos')
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'about.txt'), 'No photo is here.')
  const root = store.roots.add(place, 0)
  for (let first = 0; first < photos; first += PER_TRANSACTION)
    store.transaction(() => {
      for (let index = first; index < Math.min(first + PER_TRANSACTION, photos); index++) {
        const taken = new Date(Date.UTC(2005, 0, 1) + Math.floor(random() * 7300 * DAY))
        const path = `${taken.toISOString().slice(0, 7)}/${index}.jpg`
        const [width, height] = SHAPES[index % SHAPES.length]!
        store.photos.add(root.id, { path, bytes: 1_000_000 + index, modifiedAt: taken.getTime() })
        store.photos.setContent(store.photos.idAt(root.id, path)!, thumbnailName(index), {
          ...noFacts,
          ...{ format: 'jpeg', width, height, corners: Math.floor(random() * 2 ** 48) },
          takenAt: taken.toISOString().slice(0, 19),
        })
      }
    })
  store.close()
}
