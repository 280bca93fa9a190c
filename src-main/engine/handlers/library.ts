import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import program from '../../../package.json' with { type: 'json' }
import type { ErrorCode } from '../../../src-shared/errors.ts'
import type { libraryContract } from '../../../src-shared/contract/library.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import type { LibraryStatus, Root } from '../../../src-shared/schemas/library.ts'
import type { EngineParts } from '../parts.ts'
import { examine } from '../upkeep/examine.ts'
import { foldersWhere, foldersWithTotals } from '../library/folders.ts'
import { copySamples } from '../library/samples.ts'
import { changeScanSettings, readScanSettings } from '../library/scanning/scanSettings.ts'

/** Problems that may be gone the next time, though the file is the same. */
const PASSING_PROBLEMS: ErrorCode[] = [
  'FILE_UNREADABLE',
  'FILE_MISSING',
  'INFERENCE_FAILED',
  'DECODER_TIMEOUT',
  'INTERNAL',
]

/** The library, its folders and what scans pass over. */
export function libraryHandlers(parts: EngineParts): Handlers<typeof libraryContract> {
  const { store, library, runner, events, photosChanged } = parts
  const { roots, states, keepUp, reading } = library

  function rootsChanged(): void {
    void keepUp.rootsChanged()
    photosChanged()
    events.changed('roots')
  }

  async function add(path: string): Promise<Root & { folder: string }> {
    const { root, folder } = await roots.add(path)
    reading.goOn()
    store.photos.retry(PASSING_PROBLEMS)
    // first, so that the scan finds its folders watched
    await keepUp.rootsChanged()
    runner.add('scan', { rootId: root.id, folder })
    rootsChanged()
    return { ...roots.describe(root), folder }
  }

  return {
    'library.status': () => libraryStatus(parts),
    'library.ping': () => undefined,
    'library.check': () => store.upkeep.findings(),
    'library.examine': async ({ repair }) => {
      await states.checkAll()
      const findings = await examine({ ...parts, states }, repair)
      if (repair) photosChanged()
      return findings
    },

    'roots.list': async () => {
      await states.checkAll()
      return roots.list()
    },
    'roots.add': ({ path }) => add(path),
    'roots.addSamples': async () => {
      const folder = join(parts.dataDir, 'samples')
      await copySamples(parts.resourcesDir, folder)
      return add(folder)
    },
    'roots.remove': ({ id }) => {
      runner.cancelAll('scan', ({ rootId }) => rootId === id)
      roots.remove(id)
      rootsChanged()
    },
    'roots.scan': ({ id }) => {
      reading.goOn()
      store.photos.retry()
      for (const root of id === undefined ? store.roots.all() : [roots.get(id)])
        runner.add('scan', { rootId: root.id, folder: '' })
    },
    'roots.relocate': async ({ id, path, anyway }) => {
      const root = await roots.relocate(id, path, anyway)
      await keepUp.rootsChanged()
      // a root that is followed is scanned when it comes back
      if (!keepUp.of(id)) runner.add('scan', { rootId: id, folder: '' })
      rootsChanged()
      return root
    },
    'roots.forgetGone': async ({ id }) => {
      const forgotten = await roots.forgetGone(id)
      rootsChanged()
      return { forgotten }
    },
    'folders.list': () => foldersWithTotals(parts.present()),

    'scanning.settings': () => readScanSettings(store),
    'scanning.change': (change) => {
      const before = readScanSettings(store)
      const settings = changeScanSettings(store, change)
      if (settings.smallest !== before.smallest || settings.largest !== before.largest)
        for (const { id } of store.roots.all())
          if (states.of(id) === 'there') runner.add('scan', { rootId: id, folder: '', automatic: true })
      return settings
    },
  }
}

async function libraryStatus({
  dataDir,
  store,
  models,
  labels,
  library,
  present,
  scoring,
}: EngineParts): Promise<LibraryStatus> {
  const suggested = (await labels.list()).reduce((sum, { counts }) => sum + counts.suggested, 0)
  const { photos, unreadable } = store.photos.counts()
  const { contentIds, folders, folderPlaces } = present()
  const rows = scoring().vectors.rowsOf(contentIds)
  const isAway = foldersWhere(folderPlaces, library.states.isAway)
  let embedded = 0
  let away = 0
  rows.forEach((row, position) => {
    if (row >= 0) embedded++
    else if (isAway[folders[position]!]) away++
  })
  return {
    version: program.version,
    directory: dataDir,
    freeBytes: await freeBytes(dataDir),
    photos,
    embedded,
    unreadable,
    unread: Math.max(0, photos - embedded - unreadable - away),
    missing: [...store.files.missing().values()].reduce((sum, count) => sum + count, 0),
    toReview: suggested,
    missingModel: models.missing(),
  }
}

const freeBytes = (folder: string): Promise<number | null> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  )
