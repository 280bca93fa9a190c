import { app, dialog, nativeImage, nativeTheme, shell, type BrowserWindow } from 'electron'
import { existsSync } from 'node:fs'
import { sep } from 'node:path'
import type { HostContract } from '../../src-shared/contract.ts'
import { LumitagError } from '../../src-shared/errors.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { listFolders } from '../engine/library/listFolders.ts'
import { trashPhotos } from '../engine/library/trash.ts'
import type { HostEvents } from './hostEvents.ts'
import type { LibraryHost } from './libraryHost.ts'
import { logFolder } from './log.ts'
import type { Supervisor } from './supervisor.ts'
import { learnWords, say } from './words.ts'

/** Side of the picture under the pointer while photos are dragged out, in pixels. */
const DRAG_SIDE = 96

/** What a window can ask of the desktop. `window` is null where it closed meanwhile. */
export function hostHandlers(
  engine: Supervisor,
  window: BrowserWindow | null,
  events: HostEvents,
  library: LibraryHost,
): Handlers<HostContract> {
  /** The photo's file, by its id: a window never names a path. */
  async function fileOf(photoId: number): Promise<string> {
    const path = await engine.ask('photoFile', { id: photoId })
    if (!existsSync(path))
      throw new LumitagError(
        'FILE_MISSING',
        `${path} is not there. Plug the drive in, or scan the folder again.`,
      )
    return path
  }
  return {
    ...library,
    'host.info': () => ({
      shell: 'electron',
      platform: process.platform,
      home: app.getPath('home'),
      pathSeparator: sep,
    }),
    'host.events': (_input, { signal }) => events.listen(signal),
    'host.theme': ({ theme }) => void (nativeTheme.themeSource = theme),
    'host.words': ({ words }) => learnWords(words),
    'host.drag': async ({ photoIds }) => {
      const files = await Promise.all(photoIds.map(fileOf))
      const { path } = await engine.ask('mediaFile', { kind: 'thumb', id: photoIds[0]! })
      const icon = nativeImage.createFromPath(path).resize({ height: DRAG_SIDE })
      window?.webContents.startDrag({ file: files[0]!, files, icon })
    },
    'host.showLogs': () => void shell.openPath(logFolder()),
    'host.restart': () => {
      app.relaunch()
      app.quit()
    },
    'host.pickFolder': () => pickFolder(window),
    'host.folders': ({ path }) => listFolders(path),
    'host.reveal': async ({ photoId }) => {
      shell.showItemInFolder(await fileOf(photoId))
      return undefined
    },
    'host.open': async ({ photoId }) => {
      const problem = await shell.openPath(await fileOf(photoId))
      if (problem) throw new LumitagError('HOST_CANNOT', `No program opened the photo: ${problem}`)
      return undefined
    },
    'host.trash': ({ photoIds }) => trashPhotos(photoIds, fileOf, (file) => shell.trashItem(file)),
  }
}

/** Asks for a folder of photos. */
export function pickFolder(window: BrowserWindow | null): Promise<string | null> {
  return askForFolder(window, {
    title: say('Add a folder of photos'),
    buttonLabel: say('Add folder'),
    properties: ['openDirectory'],
  })
}

/** What was chosen in a dialog of the system; null when it was closed. */
export async function askForFolder(
  window: BrowserWindow | null,
  options: Electron.OpenDialogOptions,
): Promise<string | null> {
  const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return chosen.filePaths[0] ?? null
}
