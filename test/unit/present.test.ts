import { expect, test } from 'vitest'
import { foldersWithTotals } from '../../src-main/engine/library/folders.ts'
import { openPresentPhotos, type PresentPhotos } from '../../src-main/engine/library/present.ts'
import { noFacts } from '../../src-main/engine/media/metadata/facts.ts'
import { formula } from '../../src-shared/schemas/formula.ts'
import { openStore } from '../../src-main/engine/store/store.ts'
import { isTagged, TAG_STATE } from '../../src-main/engine/store/tagStates.ts'
import { taggedPositions } from '../../src-main/engine/library/taggedPositions.ts'
import { randomNumbers } from '../support/largeLibrary.ts'
import { temporaryFolder } from '../support/library.ts'

const METADATA = { ...noFacts, format: 'jpeg', width: 300, height: 200, corners: 0 }

/** What is in the columns, as values. */
const valuesOf = (photos: PresentPhotos) =>
  Array.from(photos.ids, (id, at) => ({
    id,
    folder: photos.folderPlaces[photos.folders[at]!],
    time: photos.times[at],
    captured: photos.captured[at],
    contentId: photos.contentIds[at],
    aspect: photos.aspects[at],
    camera: photos.names[photos.cameras[at]!],
    type: photos.names[photos.types[at]!],
    rating: photos.ratings[at],
    latitude: photos.latitudes[at],
    isFound: photos.positionOf(id) === at,
  }))

test('the photos in memory stay those of the database, whatever happens to them', async () => {
  const store = openStore(temporaryFolder())
  const random = randomNumbers(7)
  const pick = (count: number): number => Math.floor(random() * count)
  const roots = [store.roots.add('/a', 0), store.roots.add('/b', 0)]
  const present = await openPresentPhotos(store.present)
  let files = 0
  const happenings = [
    () => {
      const path = `${['', 'x/', 'x/y/', 'z/'][pick(4)]}${files++}.jpg`
      // times that are equal are ordered by id
      store.photos.add(roots[pick(2)]!.id, { path, bytes: 1, modifiedAt: pick(20) * 1000 })
    },
    (id: number) => store.photos.setMissing(id, pick(2) === 0),
    (id: number) => {
      const takenAt = pick(2) === 0 ? `2020-01-01T00:00:${10 + pick(20)}` : null
      const camera = [null, 'Canon EOS 80D', 'Leica Q2'][pick(3)]!
      const facts = { takenAt, camera, rating: pick(6) - 1 || null, latitude: camera ? pick(90) : null }
      // contents are shared by copies
      store.photos.setContent(id, `content ${pick(30)}`, { ...METADATA, ...facts, width: 100 + pick(9) })
    },
    (id: number) => store.photos.changed(id, { bytes: 2, modifiedAt: pick(20) * 1000 }),
    () => {
      expect(() =>
        store.transaction(() => {
          happenings[0]!(0)
          present()
          throw new Error('undone')
        }),
      ).toThrow('undone')
    },
  ]
  for (let round = 0; round < 400; round++) {
    for (let count = pick(4); count >= 0; count--) happenings[pick(5)]!(1 + pick(Math.max(1, files)))
    if (round === 300) store.roots.remove(roots[0]!.id)
    if (round === 300) roots[0] = store.roots.add('/c', 0)
    const now = valuesOf(present())
    expect(now).toEqual(valuesOf((await openPresentPhotos(store.present))()))
  }
  const photos = present()
  const order = Array.from(photos.ids, (id, at) => [-photos.times[at]!, id] as const)
  expect(order).toEqual([...order].sort(([a, x], [b, y]) => a - b || x - y))
  const inFolders = foldersWithTotals(photos).filter(({ path }) => !path.includes('/'))
  const inRoot = Array.from(photos.folders).filter((number) => photos.folderPlaces[number]!.folder === '')
  expect(inFolders.reduce((sum, folder) => sum + folder.photos, 0) + inRoot.length).toBe(photos.count)
  expect(photos.count).toBeGreaterThan(50)
  store.close()
})

test('a large library is read in pieces, each photo once, also where all times are equal', async () => {
  const store = openStore(temporaryFolder())
  const root = store.roots.add('/a', 0)
  store.transaction(() => {
    for (let file = 0; file < 23_000; file++)
      store.photos.add(root.id, { path: `${file}`, bytes: 1, modifiedAt: file < 12_000 ? 5 : 4 + (file % 3) })
  })
  const { ids, times } = (await openPresentPhotos(store.present))()
  expect(new Set(ids).size).toBe(23_000)
  expect(
    ids.every(
      (id, at) =>
        at === 0 || times[at - 1]! > times[at]! || (times[at - 1] === times[at] && ids[at - 1]! < id),
    ),
  ).toBe(true)
  store.close()
})

test('what was decided about a tag is in memory what it is in the database, also when it is undone', async () => {
  const store = openStore(temporaryFolder())
  const random = randomNumbers(9)
  const pick = (count: number): number => Math.floor(random() * count)
  const root = store.roots.add('/a', 0)
  const label = store.labels.add(
    { ...formula.parse({}), name: 'Dog', prompts: ['dog'], contents: [], own: {} },
    0,
  )
  for (let file = 0; file < 60; file++)
    store.photos.add(root.id, { path: `${file}`, bytes: 1, modifiedAt: 0 })
  const paths = ['Dog', 'Cat', 'Animal > Cow']
  const states = ['accepted', 'automatic', 'rejected', 'imported'] as const
  const tag = (photoId: number) => ({
    ...({ photoId, path: paths[pick(3)]!, state: states[pick(4)]!, source: 'user', labelId: null } as const),
    ...{ model: null, promptHash: null, score: null, threshold: null, calibrated: null, at: 0 },
  })
  const happenings = [
    (id: number) => store.tags.put(tag(id)),
    (id: number) => store.tags.putIfNew(tag(id)),
    (id: number) => store.tags.remove(id, paths[pick(3)]!),
    (id: number) => store.tags.removeIfAutomatic(id, paths[pick(3)]!),
    () => store.tags.rename(paths[pick(3)]!, paths[pick(3)]!, label),
    (id: number) => {
      expect(() =>
        store.transaction(() => {
          store.tags.put(tag(id))
          throw new Error('undone')
        }),
      ).toThrow('undone')
    },
  ]
  const check = (): void => {
    for (const path of paths) {
      const known = store.tagStates(path)
      for (let id = 1; id <= 60; id++) {
        const state = store.tags.ofPhoto(id).find((row) => row.path === path)?.state ?? 'none'
        expect([path, id, known[id] ?? 0]).toEqual([path, id, TAG_STATE[state]])
      }
    }
  }
  for (let round = 0; round < 60; round++) {
    const happening = happenings[pick(20) === 0 ? 4 : [0, 1, 2, 3, 5][pick(5)]!]!
    for (let count = 0; count < 5; count++) happening(1 + pick(60))
    check()
  }
  const photos = (await openPresentPhotos(store.present))()
  expect(taggedPositions(store.tagStates('Dog'), photos)).toEqual(
    [...photos.ids.keys()].filter((at) => isTagged(store.tagStates('Dog')[photos.ids[at]!])),
  )
  // ids are given again after the last photos go: what was decided must go with them
  store.tags.put({ ...tag(60), path: 'Dog', state: 'accepted' })
  store.roots.remove(root.id)
  expect(store.tagStates('Dog').every((state) => state === TAG_STATE.none)).toBe(true)
  store.close()
})
