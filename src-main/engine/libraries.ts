import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { LumitagError } from '../../src-shared/errors.ts'
import { settingsFolder, usualLibrary } from './places.ts'

/** How many libraries are remembered. */
const MOST = 8

/** What is kept about a user's libraries, outside of them; without the file everything is as usual. */
export interface Libraries {
  /** opened where none is named; undefined: the usual one */
  chosen?: string
  /** those that were chosen, the last one first */
  known: string[]
  /** where the one that is opened is to be moved before that */
  moveTo?: string
}

export function isInside(path: string, folder: string): boolean {
  const from = relative(folder, path)
  return !isAbsolute(from) && from.split(sep)[0] !== '..'
}

const FILE = 'libraries.json'
/** The file that makes a folder a library. An empty one is an empty library. */
const DATABASE = 'library.db'

export const isLibrary = (folder: string): boolean => existsSync(join(folder, DATABASE))

/** What the user chose; a file that cannot be read says nothing. */
export function readLibraries(folder = settingsFolder()): Libraries {
  try {
    const { chosen, known, moveTo } = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as Libraries
    const whole = (path: string): string => resolve(folder, path)
    return {
      known: known.map(whole),
      ...(chosen && { chosen: whole(chosen) }),
      ...(moveTo && { moveTo: whole(moveTo) }),
    }
  } catch {
    return { known: [] }
  }
}

/** Keeps a change. Libraries beside the file are named from there: a portable program is elsewhere on each computer. */
export function keepLibraries(change: Partial<Libraries>, folder = settingsFolder()): void {
  const { chosen, known, moveTo } = { ...readLibraries(folder), ...change }
  const short = (path: string): string => (isInside(path, folder) ? relative(folder, path) : path)
  mkdirSync(folder, { recursive: true })
  const kept: Libraries = {
    known: known.map(short),
    ...(chosen && { chosen: short(chosen) }),
    ...(moveTo && { moveTo: short(moveTo) }),
  }
  writeFileSync(join(folder, FILE), JSON.stringify(kept, undefined, 2))
}

/** The library that is opened where none is named on the command line. */
export const defaultLibrary = (env: NodeJS.ProcessEnv = process.env): string =>
  env.LUMITAG_LIBRARY
    ? resolve(env.LUMITAG_LIBRARY)
    : (readLibraries(settingsFolder(env)).chosen ?? usualLibrary(env))

/** A library that was chosen and is not there any more: nothing may be begun in its place. */
export const isGone = (library: string): boolean => library === readLibraries().chosen && !isLibrary(library)

/** Makes a library the one that is opened from now on. A new one is begun. */
export function chooseLibrary(path: string): void {
  const before = defaultLibrary()
  if (!isLibrary(path)) {
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, DATABASE), '')
  }
  const known = [...new Set([path, before, ...readLibraries().known])].slice(0, MOST)
  keepLibraries({ chosen: path, known })
}

/** The libraries that could be opened instead of this one. */
export const otherLibraries = (library: string): string[] =>
  [...new Set([...readLibraries().known, usualLibrary()])].filter((one) => one !== library && isLibrary(one))

/**
 * What choosing a folder means: the library that is in it, or a new one there, in a folder of its own where it holds other
 * things. BAD_INPUT where that is taken too.
 */
export function libraryIn(folder: string): { path: string; isNew: boolean } {
  const inside = join(folder, 'Lumitag')
  const path = isLibrary(folder) || isFree(folder) ? folder : inside
  if (isLibrary(path)) return { path, isNew: false }
  if (isFree(path)) return { path, isNew: true }
  throw new LumitagError('BAD_INPUT', `${path} holds other things. Choose an empty folder.`)
}

const isFree = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0
