import { watch, type FSWatcher } from 'node:fs'
import { join, posix, sep } from 'node:path'

export interface TreeEvents {
  /** something with this name appeared, changed or went in this folder of the tree */
  changed(folder: string, name: string): void
  /** changes were missed: everything must be looked at */
  missed(): void
  /** the tree cannot be watched, and is not any more; the reason is a sentence */
  failed(reason: string): void
}

export interface TreeWatch {
  /** Watches a folder of the tree too; nothing where the system watches all that is below by itself. */
  add(folder: string): void
  /** Lets go of folders that are gone or were replaced, with all below them. */
  forget(folders: ReadonlySet<string>): void
  close(): void
}

/** Each costs about 2 KB here and 1 KB in the kernel. */
const MOST_FOLDERS = 60_000

/**
 * Watches a folder and what is below it. macOS and Windows do that by themselves; Linux watches folders one by one, and
 * they are named as a scan comes through them.
 */
export function watchTree(root: string, events: TreeEvents, open = watch): TreeWatch {
  return process.platform === 'linux' ? watchFolders(root, events, open) : watchRoot(root, events)
}

function watchRoot(root: string, events: TreeEvents): TreeWatch {
  const watcher = watch(root, { recursive: true, persistent: false }, (_type, name) => {
    // Windows names nothing when more happened than it could write down
    if (name === null) return events.missed()
    const path = name.split(sep).join('/')
    const folder = posix.dirname(path)
    events.changed(folder === '.' ? '' : folder, posix.basename(path))
  })
  watcher.on('error', (error) => {
    watcher.close()
    events.failed(reasonOf(error))
  })
  return { add() {}, forget() {}, close: () => watcher.close() }
}

function watchFolders(root: string, events: TreeEvents, open: typeof watch): TreeWatch {
  const watchers = new Map<string, FSWatcher>()
  let closed = false

  function close(): void {
    closed = true
    for (const watcher of watchers.values()) watcher.close()
    watchers.clear()
  }
  function fail(reason: string): void {
    close()
    events.failed(reason)
  }
  return {
    add(folder) {
      if (closed || watchers.has(folder)) return
      if (watchers.size >= MOST_FOLDERS) return fail(`It has more than ${MOST_FOLDERS} folders.`)
      try {
        const watcher = open(join(root, folder), { persistent: false }, (_type, name) =>
          name === null ? events.missed() : events.changed(folder, name),
        )
        watcher.on('error', () => watcher.close())
        watchers.set(folder, watcher)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        // gone meanwhile, or not ours to read: the scan says so
        if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EACCES') fail(reasonOf(error))
      }
    },
    forget(folders) {
      for (const [folder, watcher] of watchers) {
        if (!isInOneOf(folder, folders)) continue
        watcher.close()
        watchers.delete(folder)
      }
    },
    close,
  }
}

function isInOneOf(folder: string, folders: ReadonlySet<string>): boolean {
  for (let path = folder; path !== '' && path !== '.'; path = posix.dirname(path))
    if (folders.has(path)) return true
  return false
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EMFILE')
    return 'This computer watches as many folders as it may (fs.inotify.max_user_watches).'
  return `This computer does not tell of changes in it (${message}).`
}
