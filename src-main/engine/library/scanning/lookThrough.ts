import { join, posix, sep } from 'node:path'
import { toErrorData } from '../../../../src-shared/errors.ts'
import type { JobProblem } from '../../../../src-shared/schemas/job.ts'
import type { RootRow } from '../../store/roots.ts'
import type { Store } from '../../store/store.ts'
import { compareFolder, type Difference, type FolderComparison } from './compareFolder.ts'
import { rulesInside, type IgnoreRules } from './ignoreRules.ts'
import { lookAtFiles, readFolder, type FolderContent, type LookedAt, type ScanLimits } from './readFolder.ts'

/** Folders that are listed at the same time: a drive's or a server's answers overlap. */
const FOLDERS_AT_ONCE = 16
/** Photos of one folder that are looked at together, and taken over in one transaction. */
const FILES_AT_ONCE = 2000

/** Where to look: a folder, and of the folders in it all, or those with these names. */
export interface Start {
  folder: string
  inside: 'all' | ReadonlySet<string>
}

export interface LookThrough {
  store: Store
  root: RootRow
  limits: ScanLimits
  /** mount points inside the root whose drives are not there: not looked at */
  away: readonly string[]
  /** true: the first folder must be one that can be listed */
  strict: boolean
  /** called before each few folders; throws when it is time to stop */
  turn(): Promise<void>
  /** a folder is about to be listed: changes after this moment can be watched for */
  entering(folder: string): void
  problem(problem: JobProblem): void
  progress(tally: Tally): void
}

export interface Tally extends Difference {
  found: number
  ignored: number
  /** folders and files that could not be looked at */
  failed: number
}

interface Waiting extends Start {
  rules: IgnoreRules | null
}

/**
 * Compares folders with the library, a few at a time. That one cannot be listed is a problem to tell, and what is known
 * below it stays as it was. Ends early where the root is removed meanwhile.
 */
export async function lookThrough(all: LookThrough, starts: readonly Start[]): Promise<Tally> {
  const { store, root, limits, away } = all
  const tally: Tally = { found: 0, added: 0, changed: 0, returned: 0, ignored: 0, failed: 0, gone: [] }
  const waiting: Waiting[] = []
  for (const start of starts) {
    const rules = await rulesInside(root.path, start.folder)
    if (rules !== undefined && !isLeftOut(start.folder)) waiting.push({ ...start, rules })
  }

  while (waiting.length > 0) {
    await all.turn()
    const listed = await Promise.all(waiting.splice(-FOLDERS_AT_ONCE).map(list))
    const contents = listed.filter((content) => content !== undefined)
    if (!(await take(contents))) return tally
    all.progress(tally)
  }
  return tally

  /** What is in a folder; the folders inside wait to be looked at too. */
  async function list({ folder, inside, rules }: Waiting): Promise<FolderContent | undefined> {
    all.entering(folder)
    try {
      const content = await readFolder(root.path, folder, rules, limits)
      for (const inner of content.folders)
        if ((inside === 'all' || inside.has(posix.basename(inner))) && !isLeftOut(inner))
          waiting.push({ folder: inner, inside: 'all', rules: content.rules })
      tally.ignored += content.ignored
      for (const { path, error } of content.unreadable) note(path, error)
      return content
    } catch (error) {
      if (all.strict && folder === starts[0]?.folder) throw error
      note(folder, error)
      return undefined
    }
  }

  /** Takes folders over: together, and the rest of large ones part by part. False if the root was removed meanwhile. */
  async function take(contents: readonly FolderContent[]): Promise<boolean> {
    let at = 0
    let open = contents.map((content) => ({
      content,
      comparison: undefined as FolderComparison | undefined,
    }))
    while (open.length > 0) {
      if (at > 0) await all.turn()
      const end = at + FILES_AT_ONCE
      const parts = await Promise.all(
        open.map(({ content: { folder, names } }) =>
          lookAtFiles(root.path, folder, names.slice(at, end), limits),
        ),
      )
      const isKnown = store.transaction(() => {
        // removed, or part of a larger root, while its folders were read
        if (!store.roots.get(root.id)) return false
        open.forEach((one, index) => {
          one.comparison ??= compareFolder(store, root.id, one.content, away, tally)
          one.comparison.take(parts[index]!)
          if (one.content.names.length <= end) one.comparison.finish()
        })
        return true
      })
      if (!isKnown) return false
      parts.forEach(count)
      open = open.filter(({ content }) => content.names.length > end)
      at = end
    }
    return true
  }

  function count({ files, ignored, unreadable }: LookedAt): void {
    tally.found += files.length
    tally.ignored += ignored
    for (const { path, error } of unreadable) note(path, error)
  }

  function note(path: string, error: unknown): void {
    tally.failed++
    all.problem({ path: `${root.path}/${path}`, photoId: null, ...toErrorData(error) })
  }

  function isLeftOut(folder: string): boolean {
    const whole = join(root.path, folder)
    // a root that lies in the library's folder is wanted all the same
    const isOwn = whole === limits.except || whole.startsWith(limits.except + sep)
    if (isOwn && !root.path.startsWith(limits.except + sep)) return true
    return away.some((mount) => folder === mount || folder.startsWith(`${mount}/`))
  }
}
