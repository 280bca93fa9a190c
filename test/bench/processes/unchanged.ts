import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noFacts } from '../../../src-main/engine/media/metadata/facts.ts'
import { openStore } from '../../../src-main/engine/store/store.ts'
import { sidecarSettings } from '../../../src-main/engine/sync/settings.ts'
import { syncSidecars } from '../../../src-main/engine/sync/sync.ts'
import { newSidecar } from '../../../src-main/engine/xmp/create.ts'
import { Journal } from '../../../src-main/engine/xmp/journal.ts'
import { readLists, readSidecar } from '../../../src-main/engine/xmp/read.ts'
import { parseXmp } from '../../../src-main/engine/xmp/document.ts'
import { answer } from './ask.ts'

/** A sync of many photos whose tags and sidecars are as the last sync left them. The job alone, on a real library. */
export interface UnchangedInput {
  folder: string
  photos: number
}
export interface UnchangedOutput {
  seconds: number
  unchanged: number
  written: number
}

const PER_FOLDER = 1000
const TAG = ['Places', 'Kyoto']

await answer(async ({ folder, photos }: UnchangedInput): Promise<UnchangedOutput> => {
  const store = openStore(join(folder, 'library'))
  const root = join(folder, 'photos')
  fill(store, root, photos)
  const ids = store.tags.photosToExport()
  const start = performance.now()
  const { result } = await syncSidecars(
    {
      ...{
        jobId: 1,
        parameters: { source: { kind: 'all' }, direction: 'sync', choices: [], all: null, unseeded: false },
      },
      ...{ signal: new AbortController().signal, turn: async () => {}, progress: () => {} },
      problem: ({ message }) => {
        throw new Error(message)
      },
    },
    {
      store,
      settings: () => sidecarSettings(store.settings),
      photosOf: async () => ids,
      embedded: async () => ({}),
      read: readSidecar,
      journal: () => new Journal(join(folder, 'journal')),
      isNetwork: async () => false,
      now: Date.now,
    },
  )
  const seconds = (performance.now() - start) / 1000
  store.close()
  return { seconds, unchanged: result.unchanged!, written: result.written! }
})

/** Sidecars on disk, and beside each the record of a sync that agreed on it. */
function fill(store: ReturnType<typeof openStore>, root: string, photos: number): void {
  const { bytes } = newSidecar([TAG])
  const lists = readLists(parseXmp(bytes))
  const { id: rootId } = store.roots.add(root, 0)
  const path = TAG.join(' > ')
  for (let first = 0; first < photos; first += PER_FOLDER) {
    const name = `folder-${first / PER_FOLDER}`
    mkdirSync(join(root, name), { recursive: true })
    store.transaction(() => {
      for (let index = first; index < Math.min(first + PER_FOLDER, photos); index++) {
        const photo = `${name}/${index}.jpg`
        const sidecar = join(root, `${photo}.xmp`)
        writeFileSync(sidecar, bytes)
        store.photos.add(rootId, { path: photo, bytes: 1_000_000, modifiedAt: 0 })
        const photoId = store.photos.idAt(rootId, photo)!
        store.photos.setContent(photoId, `bench-${index}`, {
          ...noFacts,
          format: 'jpeg',
          width: 4000,
          corners: 0,
          height: 3000,
        })
        store.tags.put({
          ...{
            photoId,
            path,
            state: 'accepted',
            source: 'user',
            labelId: null,
            model: null,
            promptHash: null,
          },
          ...{ score: null, threshold: null, calibrated: null, at: 0 },
        })
        store.sidecars.put({
          ...{
            photoId,
            path: sidecar,
            sha256: '',
            bytes: bytes.length,
            modifiedAt: statSync(sidecar).mtimeMs,
          },
          ...{ tags: [path], lists, leftThere: [], open: false, made: true, writtenAt: 0 },
          marks: { sidecar: { rating: null, colour: null }, said: { rating: null, colour: null } },
        })
      }
    })
  }
}
