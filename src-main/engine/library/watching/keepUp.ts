import { stat } from 'node:fs/promises'
import type { RootRow } from '../../store/roots.ts'
import type { Store } from '../../store/store.ts'
import type { RootStates } from '../drives/rootStates.ts'
import type { Volumes } from '../drives/volumes.ts'
import { createDirtyFolders, type DirtyFolders } from './dirtyFolders.ts'
import type { TreeEvents, TreeWatch } from './watchTree.ts'

/** How the library learns of changes in a root: it is told, or looks now and then and says why. */
export type Following = { kind: 'watched' } | { kind: 'polled'; reason: string }

export interface KeepUp {
  /** Follows all roots from now on; each is scanned once, for what changed while nobody looked. */
  start(): void
  /** Roots were added, removed or moved; resolves when they are followed. */
  rootsChanged(): Promise<void>
  /** A scan is about to list a folder: what changes after this moment is heard of. */
  entering(rootId: number, folder: string): void
  /** Undefined while nobody follows this root: before `start`, and while its drive is away. */
  of(rootId: number): Following | undefined
  close(): Promise<void>
}

export interface KeepUpDependencies {
  store: Store
  states: RootStates
  volumes: Volumes
  /** looks at a few folders now */
  lookAt(root: RootRow, changes: ReadonlyMap<string, ReadonlySet<string>>): Promise<void>
  /** looks at a whole root, as a job */
  scan(rootId: number): void
  /** minutes between two looks at a root that cannot be watched */
  lookEvery(): number
  /** a root's state is another one than before */
  changed(): void
  log(message: string, details?: unknown): void
  watchTree: (root: string, events: TreeEvents) => TreeWatch
  /** how often drives are looked for */
  drivesEveryMs: number
}

/** Changes are gathered until nothing came for a moment, but not for longer than the other time. */
const QUIET_MS = 300
const LATEST_MS = 1000
/** Also what is watched is scanned now and then: no system promises to tell of every change. */
const SAFETY_MINUTES = 60

interface Followed {
  path: string
  /** tells the folder apart from another one that took its name; null where that does not matter */
  folder: string | null
  following: Following
  tree: TreeWatch | null
  dirty: DirtyFolders
  scannedAt: number
}

/** Keeps the library up to date with its folders while the app runs. */
export function createKeepUp(all: KeepUpDependencies): KeepUp {
  const { store, states, volumes, log } = all
  const followed = new Map<number, Followed>()
  /** roots that were scanned before they were followed: their folders are not watched yet */
  const unseen = new Set<number>()
  let started = false
  let closed = false
  let ticking: Promise<void> | undefined
  let drives: NodeJS.Timeout | undefined
  let quiet: NodeJS.Timeout | undefined
  let dirtySince: number | undefined
  let looking: Promise<void> = Promise.resolve()

  async function tick(): Promise<void> {
    let isNews = await states.checkAll()
    if (closed) return
    const roots = new Map(store.roots.all().map((root) => [root.id, root]))
    for (const [id, { path, folder }] of followed) {
      if (roots.get(id)?.path === path && states.of(id) === 'there' && (await isSameFolder(path, folder)))
        continue
      stopFollowing(id)
      isNews = true
    }
    for (const root of roots.values()) {
      if (states.of(root.id) !== 'there') continue
      if (!followed.has(root.id)) {
        await follow(root)
        isNews = true
      } else scanWhenDue(root.id)
    }
    if (isNews) all.changed()
  }

  async function follow(root: RootRow): Promise<void> {
    const isNetwork = await volumes.isNetwork(root.path)
    if (closed) return
    const dirty = createDirtyFolders()
    const own: Followed = {
      path: root.path,
      folder: isNetwork ? null : await identityOf(root.path),
      following: isNetwork
        ? { kind: 'polled', reason: 'Network drives do not tell of changes.' }
        : { kind: 'watched' },
      tree: null,
      dirty,
      scannedAt: Date.now(),
    }
    followed.set(root.id, own)
    const failed = (reason: string): void => {
      own.tree = null
      own.following = { kind: 'polled', reason }
      log(`${root.path} is not watched`, reason)
      all.changed()
    }
    if (!isNetwork)
      try {
        own.tree = all.watchTree(root.path, {
          changed: (folder, name) => {
            dirty.note(folder, name)
            lookSoon()
          },
          missed: () => rescan(root.id),
          failed,
        })
        own.tree.add('')
      } catch (error) {
        failed(error instanceof Error ? error.message : String(error))
      }
    // a new root's first scan is on its way; others may have changed while nobody looked
    if (root.scannedAt !== null || unseen.delete(root.id)) rescan(root.id)
  }

  function stopFollowing(rootId: number): void {
    followed.get(rootId)?.tree?.close()
    followed.delete(rootId)
  }

  function rescan(rootId: number): void {
    const own = followed.get(rootId)
    try {
      all.scan(rootId)
      if (own) own.scannedAt = Date.now()
    } catch (error) {
      // a full disk, or a database that is in use: again as soon as drives are looked for
      log('asking for a scan failed', error)
      if (own) own.scannedAt = -Infinity
    }
  }

  function scanWhenDue(rootId: number): void {
    const { following, scannedAt } = followed.get(rootId)!
    const minutes = following.kind === 'watched' ? SAFETY_MINUTES : all.lookEvery()
    if (Math.abs(Date.now() - scannedAt) >= minutes * 60_000) rescan(rootId)
  }

  function lookSoon(): void {
    const now = performance.now()
    dirtySince ??= now
    clearTimeout(quiet)
    const wait = Math.max(0, Math.min(QUIET_MS, dirtySince + LATEST_MS - now))
    quiet = setTimeout(() => {
      dirtySince = undefined
      looking = looking.then(lookAtChanges)
    }, wait).unref()
  }

  async function lookAtChanges(): Promise<void> {
    for (const [rootId, { dirty, tree }] of followed) {
      const root = store.roots.get(rootId)
      if (closed || !root) continue
      const isFlood = dirty.isFlood()
      const changes = dirty.take()
      if (changes.size === 0) continue
      tree?.forget(pathsOf(changes))
      if (isFlood) rescan(rootId)
      else
        await all.lookAt(root, changes).catch((error: unknown) => {
          log('looking at changes failed', error)
          // all of it, as soon as its drive is looked for again
          const own = followed.get(rootId)
          if (own) own.scannedAt = -Infinity
        })
    }
  }

  async function tickNow(): Promise<void> {
    if (!started || closed) return
    clearTimeout(drives)
    await (ticking = (ticking ?? Promise.resolve())
      .then(tick)
      .catch((error: unknown) => log('looking for drives failed', error))
      .finally(() => {
        if (!closed) drives = setTimeout(() => void tickNow(), all.drivesEveryMs).unref()
      }))
  }

  return {
    start() {
      started = true
      void tickNow()
    },
    rootsChanged: tickNow,
    entering(rootId, folder) {
      if (followed.has(rootId)) followed.get(rootId)!.tree?.add(folder)
      else unseen.add(rootId)
    },
    of: (rootId) => followed.get(rootId)?.following,
    async close() {
      closed = true
      clearTimeout(drives)
      clearTimeout(quiet)
      for (const rootId of [...followed.keys()]) stopFollowing(rootId)
      await Promise.all([ticking, looking])
    },
  }
}

const identityOf = (folder: string): Promise<string | null> =>
  stat(folder).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => null,
  )

const isSameFolder = async (path: string, folder: string | null): Promise<boolean> =>
  folder === null || (await identityOf(path)) === folder

/** Everything that was named, by its path. */
function pathsOf(changes: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const paths = new Set<string>()
  for (const [folder, names] of changes)
    for (const name of names) paths.add(folder === '' ? name : `${folder}/${name}`)
  return paths
}
