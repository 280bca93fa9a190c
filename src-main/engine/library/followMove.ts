import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isInside } from '../libraries.ts'
import type { Store } from '../store/store.ts'

const SETTING = 'libraryFolder'

/** A library that was moved takes the folders of photos along that lie in it: the samples. */
export function followMove(store: Store, folder: string): void {
  const before = store.settings.get<string>(SETTING)
  if (before === folder) return
  store.settings.set(SETTING, folder)
  if (before === undefined || existsSync(before)) return
  for (const { id, path } of store.roots.all()) {
    const here = join(folder, relative(before, path))
    if (!isInside(path, before) || !existsSync(here)) continue
    store.roots.move(id, here)
    for (const volume of store.roots.volumes(id)) store.roots.removeVolume(id, volume.folder)
  }
}
