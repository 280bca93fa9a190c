import { LumitagError } from '../../../src-shared/errors.ts'
import { normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { TagFilter } from '../../../src-shared/schemas/tagFilter.ts'
import type { TagsChanged } from '../../../src-shared/schemas/tagging.ts'
import type { Store } from '../store/store.ts'
import { recordStep } from './steps.ts'

/** Takes all decisions back that a filter finds, as one step. BAD_INPUT if it does not say which. */
export function removeTags(filter: TagFilter, store: Store, now: () => number): TagsChanged {
  const which = { ...filter, ...(filter.path !== undefined && { path: normaliseTagPath(filter.path) }) }
  if (Object.values(which).every((value) => value === undefined))
    throw new LumitagError('BAD_INPUT', 'Say which tags: a path, a state, a source, a model or a label.')
  return recordStep(store, now, titleOf(which, store), (set) => {
    for (const { photoId, path } of store.tags.matching(which)) set(photoId, path, null)
  })
}

function titleOf({ path, states, source, model, labelId }: TagFilter, store: Store): string {
  const label = labelId === undefined ? undefined : store.labels.get(labelId)?.name
  const what = path ?? label ?? (states ? `${states.join(' and ')} tags` : 'tags')
  const by = model ?? (source === 'model' ? 'models' : source === 'sidecar' ? 'files' : undefined)
  return by ? `${what} set by ${by}: taken off` : `${what}: taken off`
}
