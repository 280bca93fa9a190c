import { resolve } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { chooseLibrary, defaultLibrary, libraryIn, otherLibraries } from '../../engine/libraries.ts'
import { moveLibrary } from '../../engine/moveLibrary.ts'
import type { Output } from '../output.ts'
import { libraryOf, type GlobalOptions } from '../session.ts'

/** Says where the library is, and where others are. */
export async function showLibraries(options: GlobalOptions, output: Output): Promise<void> {
  const library = libraryOf(options)
  const others = otherLibraries(library)
  output.event({ event: 'library', library, others })
  output.say(library)
  for (const other of others) output.say(`Another one: ${other}`)
}

/** Opens another library from now on, in the app too; a new one is begun where there is none. */
export async function useLibrary(_options: GlobalOptions, output: Output, folder: string): Promise<void> {
  const { path, isNew } = libraryIn(resolve(folder))
  chooseLibrary(path)
  output.event({ event: 'library', library: path, isNew })
  output.say(isNew ? `From now on, a new library in ${path}.` : `From now on, the library in ${path}.`)
}

/** Moves the library, and finds it there from now on. */
export async function moveLibraryTo(options: GlobalOptions, output: Output, folder: string): Promise<void> {
  const from = libraryOf(options)
  const { path, isNew } = libraryIn(resolve(folder))
  if (!isNew) throw new LumitagError('ALREADY_EXISTS', `There is a library in ${path} already.`)
  await moveLibrary(from, path)
  if (from === defaultLibrary()) chooseLibrary(path)
  output.event({ event: 'library', library: path, from })
  output.say(`The library is in ${path} now.`)
}
