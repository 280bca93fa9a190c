import { realpathSync } from 'node:fs'
import { access, constants, readdir } from 'node:fs/promises'
import { basename, relative, resolve, sep } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { Root } from '../../../src-shared/schemas/library.ts'
import type { RootRow } from '../store/roots.ts'
import type { Store } from '../store/store.ts'
import { notThere } from './scanning/conclude.ts'
import { readScanSettings } from './scanning/scanSettings.ts'
import type { RootStates } from './drives/rootStates.ts'
import { folderError } from './folderError.ts'
import type { Following } from './watching/keepUp.ts'

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
  /** The root's folder is at another path now. BAD_INPUT if none of its photos is there, unless `anyway`. */
  relocate(id: number, path: string, anyway: boolean): Promise<Root>
  remove(id: number): void
  /** Forgets the photos of a root that are gone; answers how many. */
  forgetGone(id: number): Promise<number>
}

export interface RootDependencies {
  store: Store
  states: RootStates
  following(rootId: number): Following | undefined
  now: () => number
}

export function createRoots({ store, states, following, now }: RootDependencies): RootService {
  const describe = (root: RootRow, photos = store.roots.counts(), missing = store.files.missing()): Root => {
    const condition = states.of(root.id)
    const followed = following(root.id)
    return {
      id: root.id,
      path: root.path,
      name: basename(root.path) || root.path,
      photos: photos.get(root.id) ?? 0,
      online: condition === 'there',
      state: condition === 'there' ? (followed?.kind ?? 'there') : condition,
      reason: followed?.kind === 'polled' ? followed.reason : null,
      lookEvery: readScanSettings(store).lookEvery,
      drive: store.roots.volumes(root.id).find(({ folder }) => folder === '')?.name ?? null,
      missing: missing.get(root.id) ?? 0,
      scannedAt: root.scannedAt === null ? null : new Date(root.scannedAt).toISOString(),
    }
  }

  function get(id: number): RootRow {
    const root = store.roots.get(id)
    if (!root) throw new LumitagError('NOT_FOUND', 'This folder is not part of the library.')
    return root
  }

  /** Labels that are about a root are about the one that took its photos over, and not about none. */
  function followRoot(child: number, parent: number): void {
    for (const label of store.labels.all()) {
      const roots = label.scope?.roots
      if (!roots?.includes(child)) continue
      const ids = new Set(roots.map((id) => (id === child ? parent : id)))
      store.labels.update({ ...label, scope: { ...label.scope, roots: [...ids] } })
    }
  }

  return {
    get,
    describe: (root) => describe(root),
    list() {
      const photos = store.roots.counts()
      const missing = store.files.missing()
      return store.roots.all().map((root) => describe(root, photos, missing))
    },
    async add(path) {
      const real = await readableFolder(path)
      const known = store.roots.all()
      const around = known.find((root) => inside(real, root.path) !== undefined)
      if (around) return { root: around, folder: inside(real, around.path)! }
      const root = store.roots.add(real, now())
      for (const child of known) {
        const prefix = inside(child.path, real)
        if (prefix === undefined) continue
        store.roots.adopt(child.id, root.id, prefix)
        followRoot(child.id, root.id)
      }
      await states.check(root.id)
      return { root, folder: '' }
    },
    async relocate(id, path, anyway) {
      const root = get(id)
      const real = await readableFolder(path)
      const other = store.roots
        .all()
        .find((one) => one.id !== id && (inside(real, one.path) ?? inside(one.path, real)) !== undefined)
      if (other)
        throw new LumitagError('ALREADY_EXISTS', `${real} is part of the library already (${other.path}).`)
      if (!anyway && !(await states.holdsSome(real, id)))
        throw new LumitagError(
          'BAD_INPUT',
          `None of the photos of ${root.path} is in ${real}. Choose the folder that they are in now.`,
        )
      store.transaction(() => {
        store.roots.move(id, real)
        for (const { folder } of store.roots.volumes(id)) store.roots.removeVolume(id, folder)
      })
      states.setEmpty(id, false)
      await states.check(id)
      return describe(get(id))
    },
    remove(id) {
      get(id)
      store.roots.remove(id)
    },
    async forgetGone(id) {
      const root = get(id)
      const condition = await states.check(id)
      if (condition === 'away' || condition === 'unreadable') throw notThere(root.path, condition)
      const ids = store.files.ofRoot(id, condition === 'there' ? 'missing' : 'all')
      store.files.remove(ids)
      states.setEmpty(id, false)
      await states.check(id)
      return ids.length
    },
  }
}

/** The real path of a folder that can be listed; otherwise an error that says why not. */
async function readableFolder(path: string): Promise<string> {
  const folder = resolve(path)
  try {
    await readdir(folder)
    await access(folder, constants.R_OK | constants.X_OK)
    // as it is written on the disk, where upper and lower case do not count
    return realpathSync.native(folder)
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
