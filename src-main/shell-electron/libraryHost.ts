import { app, shell, type BrowserWindow } from 'electron'
import type { HostContract } from '../../src-shared/contract.ts'
import { LumitagError } from '../../src-shared/errors.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { chooseLibrary, keepLibraries, libraryIn, otherLibraries } from '../engine/libraries.ts'
import { askForFolder } from './host.ts'
import { say } from './words.ts'

export type LibraryHost = Pick<
  Handlers<HostContract>,
  'host.libraries' | 'host.showLibrary' | 'host.pickLibrary' | 'host.openLibrary'
>

/** Which library is open. Another one, or another place for it, needs a new start: Electron's own files are in it. */
export function libraryHost(library: string, named: boolean, window: BrowserWindow | null): LibraryHost {
  /** the folders that this window may name: those that the user picked */
  const picked = new Set<string>()
  return {
    'host.libraries': () => ({ choice: named ? 'named' : 'here', others: otherLibraries(library) }),
    'host.showLibrary': async () => void (await shell.openPath(library)),
    'host.pickLibrary': async () => {
      const folder = await pickLibraryFolder(window)
      if (folder === null) return null
      const found = libraryIn(folder)
      picked.add(found.path)
      return found
    },
    'host.openLibrary': ({ path, move }) => {
      if (named || !(picked.has(path) || otherLibraries(library).includes(path)))
        throw new LumitagError('BAD_INPUT', 'This folder was not chosen.')
      if (move && !libraryIn(path).isNew)
        throw new LumitagError('ALREADY_EXISTS', `There is a library in ${path} already.`)
      if (move) keepLibraries({ moveTo: path })
      else chooseLibrary(path)
      app.relaunch()
      app.quit()
    },
  }
}

export const pickLibraryFolder = (window: BrowserWindow | null): Promise<string | null> =>
  askForFolder(window, {
    title: say('A folder for the library'),
    buttonLabel: say('Choose'),
    properties: ['openDirectory', 'createDirectory'],
  })
