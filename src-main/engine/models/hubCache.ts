import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'

/** models--google--siglip2-base-patch16-256: how the Hugging Face tools name a repository in their cache. */
const CACHED = /^models--(?:.+--)?(.+)$/

/**
 * The model folder that a path means, and its name: a folder of the Hugging Face cache holds a snapshot for each revision,
 * whose files are links to blobs. Any other path is the folder itself, and names itself.
 */
export function findModelFolder(path: string): { directory: string; name: string | null } {
  const directory = resolve(path)
  const own = CACHED.exec(basename(directory))?.[1]
  if (own && existsSync(join(directory, 'snapshots'))) return { directory: snapshotOf(directory), name: own }
  const above = dirname(directory)
  const repository = basename(above) === 'snapshots' ? CACHED.exec(basename(dirname(above)))?.[1] : undefined
  return { directory, name: repository ?? null }
}

/** The revision that "main" was when it was last asked for, else the newest one. */
function snapshotOf(repository: string): string {
  const snapshots = join(repository, 'snapshots')
  const main = join(repository, 'refs', 'main')
  const current = existsSync(main) ? join(snapshots, readFileSync(main, 'utf8').trim()) : null
  if (current && existsSync(current)) return current
  const newest = readdirSync(snapshots)
    .map((name) => join(snapshots, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
  if (!newest)
    throw new LumitagError(
      'MODEL_FOLDER_INVALID',
      `${repository} holds no snapshot: the download into the cache did not finish. Repeat it there, or use "lumitag model pull".`,
    )
  return newest
}
