import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { cp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LumitagError } from '../../src-shared/errors.ts'
import { isInside, isLibrary } from './libraries.ts'
import { lockLibrary } from './store/open.ts'

/**
 * Moves a library that nobody has open to a folder that is empty or not there. To another drive it is copied first, under
 * another name, and taken away here once it is whole there: whatever happens, there is one whole library.
 */
export async function moveLibrary(from: string, to: string): Promise<void> {
  if (!isLibrary(from)) throw new LumitagError('NOT_FOUND', `There is no library in ${from}.`)
  if (isInside(to, from)) throw new LumitagError('BAD_INPUT', 'A library cannot be moved into itself.')
  // also LIBRARY_IN_USE
  lockLibrary(join(from, 'library.lock'))()
  mkdirSync(dirname(to), { recursive: true })
  if (existsSync(to)) rmdirSync(to)
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await copyOver(from, to)
  }
}

/** What a library is called until all of it is there. */
export const partOf = (to: string): string => `${to}.part`

async function copyOver(from: string, to: string): Promise<void> {
  const unlock = lockLibrary(join(from, 'library.lock'))
  const part = partOf(to)
  try {
    await rm(part, { recursive: true, force: true })
    await cp(from, part, { recursive: true, preserveTimestamps: true })
    await rename(part, to)
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  } finally {
    unlock()
  }
  await rm(from, { recursive: true, force: true })
}
