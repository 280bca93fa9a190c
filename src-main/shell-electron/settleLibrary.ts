import { app, dialog } from 'electron'
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { toErrorData } from '../../src-shared/errors.ts'
import {
  chooseLibrary,
  isGone,
  isLibrary,
  keepLibraries,
  libraryIn,
  readLibraries,
} from '../engine/libraries.ts'
import { partOf } from '../engine/moveLibrary.ts'
import { pickLibraryFolder } from './libraryHost.ts'
import { commandLine } from './paths.ts'
import { say } from './words.ts'

/** Shorter moves, as on one drive, are not told of. */
const TELL_AFTER_MS = 500

/** Whether something is to be done before this library can be opened. */
export const isUnsettled = (library: string): boolean =>
  readLibraries().moveTo !== undefined || isGone(library)

/** Moves the library, or asks for another in place of one that is gone; then the program starts anew. */
export async function settleLibrary(library: string): Promise<void> {
  const { moveTo } = readLibraries()
  // tried once
  keepLibraries({ moveTo: undefined })
  if (moveTo !== undefined && isLibrary(library)) await move(moveTo)
  else if (!(await replace(library))) return app.quit()
  app.relaunch()
  app.quit()
}

/** A plain Node does the work: this process opens no library. */
async function move(to: string): Promise<void> {
  const { node, entry } = commandLine()
  const child = spawn(node, [entry, 'library', 'move', to], {
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  })
  let problem = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problem += text))
  const done = new AbortController()
  let cancelled = false
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      problem = error.message
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
  void ended.then(() => done.abort())
  await Promise.race([ended, sleep(TELL_AFTER_MS)])
  if (!done.signal.aborted)
    void dialog
      .showMessageBox({
        message: say('The library is being moved.'),
        detail: to,
        buttons: [say('Cancel')],
        signal: done.signal,
      })
      .then(() => {
        cancelled = !done.signal.aborted
        child.kill()
      })
  if (await ended) return
  await rm(partOf(to), { recursive: true, force: true })
  if (!cancelled) dialog.showErrorBox(say('The library was not moved'), problem)
}

/** False where the user gives up. */
async function replace(library: string): Promise<boolean> {
  while (isGone(library)) {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: say('The library is not there.'),
      detail: say('It was in {library}. If that is on a drive, plug it in and try again.', { library }),
      buttons: [say('Try again'), say('Choose another…'), say('Quit')],
      defaultId: 0,
      cancelId: 2,
    })
    if (response === 2) return false
    if (response === 1)
      try {
        const folder = await pickLibraryFolder(null)
        if (folder === null) continue
        chooseLibrary(libraryIn(folder).path)
        return true
      } catch (error) {
        dialog.showErrorBox(say('The library was not opened'), toErrorData(error).message)
      }
  }
  return true
}
