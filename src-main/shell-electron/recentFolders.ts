import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const MOST = 10

export interface RecentFolders {
  /** absolute paths, the newest first */
  list(): string[]
  add(path: string): void
  clear(): void
}

/** The folders that were opened last, in a file: Linux keeps no such list for a program. */
export function openRecentFolders(file: string): RecentFolders {
  let folders = read(file)
  const keep = (now: string[]): void => {
    folders = now
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify(folders))
    } catch {
      // on a full disk the list holds until the program ends
    }
  }
  return {
    list: () => folders,
    add: (path) => keep([path, ...folders.filter((one) => one !== path)].slice(0, MOST)),
    clear: () => keep([]),
  }
}

/** A list that cannot be read is an empty one: nothing depends on it. */
function read(file: string): string[] {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}
