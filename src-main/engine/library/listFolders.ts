import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import type { HostContract } from '../../../src-shared/contract.ts'
import type { Output } from '../../../src-shared/rpc.ts'
import { isPhotoName } from '../media/formats.ts'
import { folderError } from './folderError.ts'

/** host.folders for every shell: the folders in a folder (the user's home unless named), and how many photos lie there. */
export async function listFolders(path = homedir()): Promise<Output<HostContract, 'host.folders'>> {
  const folder = resolve(path)
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw folderError(folder, error)
  })
  const visible = entries.filter((entry) => !entry.name.startsWith('.'))
  const parent = dirname(folder)
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    folders: visible
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort((a, b) => a.localeCompare(b, undefined, { numeric: true })),
    pictures: visible.filter((entry) => entry.isFile() && isPhotoName(entry.name)).length,
  }
}
