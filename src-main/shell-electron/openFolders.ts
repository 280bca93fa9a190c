import { app, BrowserWindow, dialog } from 'electron'
import type { EngineContract } from '../../src-shared/contract.ts'
import { toErrorData } from '../../src-shared/errors.ts'
import { connect } from '../../src-shared/rpcClient.ts'
import { pickFolder } from './host.ts'
import type { HostEvents } from './hostEvents.ts'
import type { RecentFolders } from './recentFolders.ts'
import type { Supervisor } from './supervisor.ts'
import { say } from './words.ts'

export interface FolderOpener {
  /** File > Add Folder…: asks which. */
  choose(): Promise<void>
  /** Adds folders (those that are known are scanned again) and shows the last one. */
  open(paths: readonly string[]): Promise<void>
}

/** Folders that are opened from outside the window: by menu, file manager, another start of the program. */
export function createFolderOpener(
  engine: Supervisor,
  events: HostEvents,
  recent: RecentFolders,
  onRecentChanged: () => void,
): FolderOpener {
  async function open(paths: readonly string[]): Promise<void> {
    for (const path of paths)
      try {
        const client = connect<EngineContract>(await engine.open())
        const { id, folder } = await client.call('roots.add', { path }).finally(() => client.close())
        recent.add(path)
        app.addRecentDocument(path)
        onRecentChanged()
        if (path === paths.at(-1)) events.tell({ kind: 'show-folder', rootId: id, path: folder })
      } catch (error) {
        dialog.showErrorBox(say('The folder was not added'), toErrorData(error).message)
      }
  }
  return {
    open,
    async choose() {
      const path = await pickFolder(BrowserWindow.getFocusedWindow())
      if (path !== null) await open([path])
    },
  }
}
