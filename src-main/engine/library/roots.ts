import { existsSync, realpathSync } from 'node:fs'
import { access, constants, readdir } from 'node:fs/promises'
import { basename, relative, resolve, sep } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { Folder, Root } from '../../../src-shared/schemas/library.ts'
import type { RootRow } from '../store/roots.ts'
import type { Store } from '../store/store.ts'
import { folderError } from './walk.ts'

/** A root, and the folder in it that was meant ("" = all of it). */
export interface Place {
  root: RootRow
  folder: string
}

export interface RootService {
  list(): Root[]
  get(id: number): RootRow
  describe(root: RootRow): Root
  /**
   * Makes a folder part of the library. A folder inside a root stays part of that root; roots inside a new folder join
   * it, with all that is known about their photos.
   */
  add(path: string): Promise<Place>
  remove(id: number): void
  folders(): Folder[]
}

export function createRoots(store: Store, now: () => number): RootService {
  const describe = (root: RootRow, photos = store.roots.counts()): Root => ({
    id: root.id,
    path: root.path,
    name: basename(root.path) || root.path,
    photos: photos.get(root.id) ?? 0,
    online: existsSync(root.path),
    scannedAt: root.scannedAt === null ? null : new Date(root.scannedAt).toISOString(),
  })

  function get(id: number): RootRow {
    const root = store.roots.get(id)
    if (!root) throw new LumitagError('NOT_FOUND', 'This folder is not part of the library.')
    return root
  }

  return {
    get,
    describe: (root) => describe(root),
    list() {
      const photos = store.roots.counts()
      return store.roots.all().map((root) => describe(root, photos))
    },
    async add(path) {
      const real = await readableFolder(path)
      const known = store.roots.all()
      const around = known.find((root) => inside(real, root.path) !== undefined)
      if (around) return { root: around, folder: inside(real, around.path)! }
      const root = store.roots.add(real, now())
      for (const child of known) {
        const prefix = inside(child.path, real)
        if (prefix !== undefined) store.roots.adopt(child.id, root.id, prefix)
      }
      return { root, folder: '' }
    },
    remove(id) {
      get(id)
      store.roots.remove(id)
    },
    folders: () => foldersWithTotals(store.photos.folders()),
  }
}

/** The real path of a folder that can be listed; otherwise an error that says why not. */
async function readableFolder(path: string): Promise<string> {
  const folder = resolve(path)
  try {
    await readdir(folder)
    await access(folder, constants.R_OK | constants.X_OK)
    return realpathSync(folder)
  } catch (error) {
    throw folderError(folder, error)
  }
}

/** Path of `folder` inside `root`, with "/" ("" for the root itself); undefined if it is elsewhere. */
function inside(folder: string, root: string): string | undefined {
  const path = relative(root, folder)
  if (path === '') return ''
  return path === '..' || path.startsWith(`..${sep}`) || resolve(path) === path
    ? undefined
    : path.split(sep).join('/')
}

/** Every folder that holds photos, itself or below it, with the photos of both. */
function foldersWithTotals(own: readonly { rootId: number; folder: string; photos: number }[]): Folder[] {
  const totals = new Map<string, Folder>()
  for (const { rootId, folder, photos } of own) {
    const segments = folder === '' ? [] : folder.split('/')
    for (let depth = 1; depth <= segments.length; depth++) {
      const path = segments.slice(0, depth).join('/')
      const key = `${rootId}/${path}`
      const total = totals.get(key) ?? { rootId, path, name: segments[depth - 1]!, photos: 0 }
      total.photos += photos
      totals.set(key, total)
    }
  }
  return [...totals.values()].sort((a, b) => a.rootId - b.rootId || a.path.localeCompare(b.path))
}
