import { join } from 'node:path'
import { toErrorData } from '../../../src-shared/errors.ts'
import type { SidecarChange } from '../../../src-shared/schemas/sidecar.ts'
import { formatTagPath } from '../../../src-shared/tagPath.ts'
import type { Store } from '../store/store.ts'
import { describeMarks } from './describeMarks.ts'
import { pathsOf, type PhotoSync } from './planPhoto.ts'

/** A planned sync as people see it; null where nothing changes and nothing waits. */
export function describeSync(sync: PhotoSync): SidecarChange | null {
  const { photoId, photo, plan, merged } = sync
  const { path: sidecar, action, added, removed, items, notices } = plan
  const { imports, drops } = merged()
  const conflicts = [...merged().conflicts, ...sync.marks().conflicts]
  const marks = describeMarks(sync)
  if (action === 'none' && imports.length + drops.length + conflicts.length === 0 && !marks) return null
  return {
    photoId,
    photo,
    sidecar,
    action,
    added,
    removed,
    items,
    imported: pathsOf(imports),
    dropped: pathsOf(drops),
    ...(marks && { marks }),
    conflicts: conflicts.map(({ tag, ...rest }) => ({ ...rest, tag: tag && formatTagPath(tag) })),
    notices,
    problem: null,
  }
}

/** A photo whose sidecar cannot be dealt with. */
export function refusal(photoId: number, error: unknown, store: Store): SidecarChange {
  const row = store.photos.get(photoId)
  return {
    photoId,
    photo: row ? join(row.rootPath, row.path) : `photo ${photoId}`,
    sidecar: null,
    action: 'refuse',
    added: [],
    removed: [],
    items: {},
    imported: [],
    dropped: [],
    conflicts: [],
    notices: [],
    problem: toErrorData(error),
  }
}
