import { lstat, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Inference } from '../inference/client.ts'
import type { Holder } from '../store/files.ts'
import type { Store } from '../store/store.ts'
import type { RootStates } from './drives/rootStates.ts'
import { inParallel } from './inParallel.ts'

/** A photo's file, by id and place. */
interface FoundPhoto {
  id: number
  rootPath: string
  path: string
}

/**
 * The photo that a newly read file used to be: one with the same bytes whose own file is gone for certain. Undefined for
 * a new photo, and for a copy.
 */
export async function formerPhoto(
  store: Store,
  states: RootStates,
  found: FoundPhoto,
  content: string,
): Promise<Holder | undefined> {
  const gone: Holder[] = []
  for (const holder of store.files.holders(content))
    if (holder.id !== found.id && (await isGone(holder, found, states))) gone.push(holder)
  // of several the one with the same name
  const same = gone.find(({ path }) => basename(path) === basename(found.path))
  return same ?? gone[0]
}

async function isGone(holder: Holder, found: FoundPhoto, states: RootStates): Promise<boolean> {
  // now, not as it was some seconds ago: a drive that was pulled out takes its photos along
  const condition = await states.check(holder.rootId)
  if (condition !== 'there' && !states.isCertain(holder.rootId)) return holder.missing > 0
  if (condition === 'gone') return true
  if (states.awayInside(holder.rootId).some((mount) => holder.path.startsWith(`${mount}/`)))
    return holder.missing > 0
  const file = join(holder.rootPath, holder.path)
  const [before, now] = await Promise.all([statOf(file), statOf(join(found.rootPath, found.path))])
  if (before === 'missing') return true
  if (before === 'unknown' || typeof now === 'string') return false
  // one file under two names: a hard link, or the same name in other case where case does not count
  const isOne = before.ino === now.ino && before.dev === now.dev
  return isOne && !(await readdir(dirname(file)).catch(() => [basename(file)])).includes(basename(file))
}

async function statOf(file: string): Promise<{ ino: number; dev: number } | 'missing' | 'unknown'> {
  try {
    return await lstat(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unknown'
  }
}

/**
 * Finds photos that were moved or renamed: the only new files that are read for it have the size of one that is gone.
 * Each takes its decisions and embeddings to its new place. Answers the ids of those that moved.
 */
export async function findMoved(
  { store, states, inference }: { store: Store; states: RootStates; inference: Inference },
  turn: () => Promise<void>,
): Promise<number[]> {
  const goneRoots = store.roots
    .all()
    .filter(({ id }) => states.of(id) !== 'there' && states.isCertain(id))
    .map(({ id }) => id)
  const moved: number[] = []
  await inParallel(store.files.perhapsMoved(goneRoots), inference.capacity, turn, async (found) => {
    // what cannot be read is told when it is indexed
    const content = await inference
      .run({ kind: 'hash', file: join(found.rootPath, found.path) })
      .catch(() => undefined)
    const former = content && (await formerPhoto(store, states, found, content))
    if (former && store.files.takeOver(former, found.id)) moved.push(former.id)
  })
  return moved
}
