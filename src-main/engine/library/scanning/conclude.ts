import { LumitagError } from '../../../../src-shared/errors.ts'
import type { Inference } from '../../inference/client.ts'
import type { RootRow } from '../../store/roots.ts'
import type { Store } from '../../store/store.ts'
import type { RootCondition, RootStates } from '../drives/rootStates.ts'
import { findMoved } from '../identity.ts'
import { confirmGone } from './confirmGone.ts'
import type { Tally } from './lookThrough.ts'
import type { ScanLimits } from './readFolder.ts'

/** Photos that are marked in one transaction. */
const PART = 10_000

export interface Looking {
  store: Store
  inference: Inference
  states: RootStates
  limits: () => ScanLimits
}

export interface Conclusion {
  moved: number
  missing: number
  /** nothing of what the root held was found: its photos are kept as they were */
  emptied: boolean
}

/**
 * What follows from a look through folders: photos that moved are followed, those that are gone are marked missing. Not
 * when the drive went away meanwhile, and not when a root came up empty: an unplugged drive's mount point does.
 */
export async function conclude(
  { store, inference, states, limits }: Looking,
  root: RootRow,
  tally: Tally,
  turn: () => Promise<void>,
): Promise<Conclusion> {
  const condition = await states.check(root.id)
  if (condition !== 'there' && condition !== 'empty') throw notThere(root.path, condition)
  const gone = await confirmGone(store, root.path, tally.gone, limits())
  const emptied = gone.length > 0 && gone.length === store.files.count(root.id)
  if (emptied || tally.found > 0) {
    states.setEmpty(root.id, emptied)
    await states.check(root.id)
  }
  if (!emptied)
    for (let at = 0; at < gone.length; at += PART) store.files.markMissing(gone.slice(at, at + PART))
  const mayHaveMoved = tally.added > 0 || gone.length > 0
  const moved = new Set(mayHaveMoved ? await findMoved({ store, states, inference }, turn) : [])
  const missing = emptied ? 0 : gone.filter((id) => !moved.has(id)).length
  return { moved: moved.size, missing, emptied }
}

/** Why a root cannot be looked at, and what to do. */
export function notThere(path: string, condition: RootCondition): LumitagError {
  switch (condition) {
    case 'unreadable':
      return new LumitagError('FOLDER_UNREADABLE', `You have no permission to read the folder ${path}.`)
    case 'gone':
      return new LumitagError(
        'FOLDER_MISSING',
        `The folder ${path} is not there any more. If it was moved, say where it is now.`,
      )
    default:
      return new LumitagError(
        'FOLDER_MISSING',
        `The drive of ${path} is not connected. Its photos stay in the library; plug it in to scan it.`,
      )
  }
}
