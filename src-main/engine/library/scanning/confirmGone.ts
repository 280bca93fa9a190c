import { posix } from 'node:path'
import type { LumitagError } from '../../../../src-shared/errors.ts'
import type { Store } from '../../store/store.ts'
import { rulesInside } from './ignoreRules.ts'
import { lookAtFiles, readFolder, type ScanLimits } from './readFolder.ts'

/** Photos whose folders are looked at a second time together. */
const PART = 10_000
const FILES_AT_ONCE = 2000

/**
 * A second look at where photos were not found: the ids of those that are still not there. Files that programs replace
 * (gone for a moment), scans that overlap, and names that differ in case only are told apart here.
 */
export async function confirmGone(
  store: Store,
  root: string,
  ids: readonly number[],
  limits: ScanLimits,
): Promise<number[]> {
  const gone: number[] = []
  let folder: string | undefined
  let there: ReadonlySet<string> | 'all' = new Set()
  for (let at = 0; at < ids.length; at += PART)
    for (const { id, path } of store.files.places(ids.slice(at, at + PART))) {
      const own = posix.dirname(path) === '.' ? '' : posix.dirname(path)
      if (own !== folder) {
        folder = own
        there = await photosIn(root, own, limits)
      }
      if (there !== 'all' && !there.has(path)) gone.push(id)
    }
  return gone
}

/** The photos in a folder, by path; 'all' where nobody can say. */
async function photosIn(
  root: string,
  folder: string,
  limits: ScanLimits,
): Promise<ReadonlySet<string> | 'all'> {
  const rules = await rulesInside(root, folder)
  if (rules === undefined) return new Set()
  try {
    const { names, unreadable } = await readFolder(root, folder, rules, limits)
    const there = new Set(unreadable.map(({ path }) => path))
    for (let at = 0; at < names.length; at += FILES_AT_ONCE) {
      const seen = await lookAtFiles(root, folder, names.slice(at, at + FILES_AT_ONCE), limits)
      for (const { path } of [...seen.files, ...seen.unreadable]) there.add(path)
    }
    return there
  } catch (error) {
    const { code } = error as LumitagError
    return code === 'FOLDER_MISSING' || code === 'NOT_A_FOLDER' ? new Set() : 'all'
  }
}
