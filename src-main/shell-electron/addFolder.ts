import { BrowserWindow, dialog } from 'electron'
import type { EngineContract } from '../../src-shared/contract.ts'
import { toErrorData } from '../../src-shared/errors.ts'
import { connect } from '../../src-shared/rpcClient.ts'
import { pickFolder } from './host.ts'
import type { Supervisor } from './supervisor.ts'

/** File > Add Folder…: the window hears of the new folder from the engine, as it does of every change. */
export async function addFolder(engine: Supervisor): Promise<void> {
  const path = await pickFolder(BrowserWindow.getFocusedWindow())
  if (path === null) return
  try {
    const client = connect<EngineContract>(await engine.open())
    await client.call('roots.add', { path }).finally(() => client.close())
  } catch (error) {
    dialog.showErrorBox('The folder was not added', toErrorData(error).message)
  }
}
