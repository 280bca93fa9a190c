import { once } from 'node:events'
import { homedir } from 'node:os'
import { dirname, sep } from 'node:path'
import type { HostContract } from '../../src-shared/contract.ts'
import { LumitagError } from '../../src-shared/errors.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { Engine } from '../engine/engine.ts'
import { otherLibraries } from '../engine/libraries.ts'
import { listFolders } from '../engine/library/listFolders.ts'
import { moveToTrash, trashPhotos } from '../engine/library/trash.ts'
import { hasDisplay, openInBrowser } from './openInBrowser.ts'

function notHere(): never {
  throw new LumitagError('HOST_CANNOT', 'A browser cannot do this. It is possible in Lumitag’s own window.')
}

/** Nothing happens on the desktop that a tab would hear of. */
async function* silence(signal: AbortSignal): AsyncGenerator<never> {
  if (!signal.aborted) await once(signal, 'abort')
}

/** What a browser tab's host can do: there is no folder dialog, so folders are listed by name. */
export function browserHost(engine: Engine): Handlers<HostContract> {
  const library = async (): Promise<string> => (await engine.call('library.status')).directory
  function show(target: string): void {
    if (!hasDisplay())
      throw new LumitagError('HOST_CANNOT', `There is no screen to show it on. It is here: ${target}`)
    openInBrowser(target)
  }
  return {
    'host.info': () => ({
      shell: 'browser',
      platform: process.platform,
      home: homedir(),
      pathSeparator: sep,
    }),
    'host.events': (_input, { signal }) => silence(signal),
    // the browser draws its own frame
    'host.theme': () => undefined,
    'host.words': () => undefined,
    'host.drag': notHere,
    'host.showLogs': notHere,
    'host.restart': notHere,
    'host.libraries': async () => ({ choice: 'command', others: otherLibraries(await library()) }),
    'host.showLibrary': async () => show(await library()),
    'host.pickLibrary': notHere,
    'host.openLibrary': notHere,
    'host.pickFolder': () => {
      throw new LumitagError('HOST_CANNOT', 'The browser has no folder dialog. Choose from the list.')
    },
    'host.folders': ({ path }) => listFolders(path),
    'host.reveal': ({ photoId }) => show(dirname(engine.photoFile(photoId))),
    'host.open': ({ photoId }) => show(engine.photoFile(photoId)),
    'host.trash': ({ photoIds }) => trashPhotos(photoIds, engine.photoFile, moveToTrash),
  }
}
