import { LumitagError } from '../../../src-shared/errors.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import type { FoundFile } from '../store/photos.ts'
import type { Store } from '../store/store.ts'
import { walk } from './walk.ts'

export interface ScanParameters {
  rootId: number
  /** only this folder of the root; "" = all of it */
  folder: string
}

/**
 * Brings the photos of a root up to date with its files. Only names, sizes and times are looked at. Photos that are
 * gone are marked missing, never deleted; and not even that when the folder is not there or came up empty, as an
 * unplugged drive's mount point does.
 */
export async function scan(
  store: Store,
  now: () => number,
  context: JobContext<ScanParameters>,
): Promise<JobOutcome> {
  const { rootId, folder } = context.parameters
  const root = store.roots.get(rootId)
  if (!root) throw new LumitagError('NOT_FOUND', 'This folder was removed from the library.')
  const gone = store.photos.known(rootId, folder)
  const result = { found: 0, added: 0, changed: 0, missing: 0 }
  let failed = 0

  for await (const found of walk(root.path, folder)) {
    await context.turn()
    // removed, or part of a larger root, while its folders were read
    if (!store.roots.get(rootId)) return { result, message: 'This folder was removed from the library.' }
    if (found.kind === 'unreadable') {
      if (found.folder === folder) throw found.error
      failed++
      context.problem({
        path: `${root.path}/${found.folder}`,
        photoId: null,
        code: found.error.code,
        message: found.error.message,
      })
      for (const path of gone.keys()) if (path.startsWith(`${found.folder}/`)) gone.delete(path)
    } else {
      store.transaction(() => {
        for (const file of found.files) take(file)
      })
      result.found += found.files.length
    }
    context.progress({ done: result.found, total: null, failed })
  }

  if (!store.roots.get(rootId)) return { result, message: 'This folder was removed from the library.' }
  const emptied = result.found === 0 && gone.size > 0
  if (!emptied)
    store.transaction(() => {
      for (const photo of gone.values()) {
        if (photo.missing) continue
        store.photos.setMissing(photo.id, true)
        result.missing++
      }
    })
  store.roots.scanned(rootId, now())
  context.progress({ done: result.found, total: result.found, failed })
  return {
    result,
    message: emptied
      ? 'The folder is empty now. Its photos are kept in case a drive is not plugged in.'
      : null,
  }

  function take(file: FoundFile): void {
    const known = gone.get(file.path)
    gone.delete(file.path)
    if (!known) {
      store.photos.add(rootId, file)
      result.added++
    } else if (known.bytes !== file.bytes || known.modifiedAt !== file.modifiedAt) {
      store.photos.changed(known.id, file)
      result.changed++
    } else if (known.missing) store.photos.setMissing(known.id, false)
  }
}
