/** What changed in a tree since it was last looked at: names by folder. */
export interface DirtyFolders {
  note(folder: string, name: string): void
  /** So many changes at once that the system may have dropped some. */
  isFlood(): boolean
  take(): Map<string, Set<string>>
}

/**
 * Linux keeps 16,384 changes for a program that is busy (fs.inotify.max_queued_events) and drops what comes then, without
 * a word from Node. Whoever has dropped some has delivered more than this at once.
 */
const FLOOD = 8000

export function createDirtyFolders(): DirtyFolders {
  let folders = new Map<string, Set<string>>()
  let changes = 0
  return {
    note(folder, name) {
      changes++
      const names = folders.get(folder)
      if (names) names.add(name)
      else folders.set(folder, new Set([name]))
    },
    isFlood: () => changes >= FLOOD,
    take() {
      const taken = folders
      folders = new Map()
      changes = 0
      return taken
    },
  }
}
