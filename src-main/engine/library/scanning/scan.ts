import { LumitagError } from '../../../../src-shared/errors.ts'
import type { JobContext, JobOutcome } from '../../jobs/runner.ts'
import { conclude, notThere, type Looking } from './conclude.ts'
import { lookThrough } from './lookThrough.ts'

export interface ScanParameters {
  rootId: number
  /** only this folder of the root; "" = all of it */
  folder: string
}

export interface ScanDependencies extends Looking {
  now: () => number
  /** a folder is about to be listed */
  entering(rootId: number, folder: string): void
  /** photos were found, so that views can show them while the scan goes on */
  found(): void
}

/** How often views hear of what was found. */
const TELL_EVERY_MS = 1000

const REMOVED = { result: {}, message: 'This folder was removed from the library.' }

/**
 * Brings the photos of a root up to date with its files. Only names, sizes and times are looked at; of new files those
 * are read that may be photos which moved. Photos that are gone are marked missing, never deleted.
 */
export async function scan(all: ScanDependencies, context: JobContext<ScanParameters>): Promise<JobOutcome> {
  const { store, states } = all
  const { rootId, folder } = context.parameters
  if (!store.roots.get(rootId))
    throw new LumitagError('NOT_FOUND', 'This folder was removed from the library.')
  const condition = await states.check(rootId)
  // as it is now: the drive may have been found at another path
  const root = store.roots.get(rootId)
  if (!root) return REMOVED
  if (condition !== 'there' && condition !== 'empty') throw notThere(root.path, condition)

  let told = { at: all.now(), found: 0 }
  const tally = await lookThrough(
    {
      ...all,
      root,
      limits: all.limits(),
      away: states.awayInside(rootId),
      strict: true,
      turn: context.turn,
      entering: (inside) => all.entering(rootId, inside),
      problem: context.problem,
      progress({ found, failed, added, changed, returned }) {
        context.progress({ done: found, total: null, failed })
        const news = added + changed + returned
        if (news === told.found || Math.abs(all.now() - told.at) < TELL_EVERY_MS) return
        told = { at: all.now(), found: news }
        all.found()
      },
    },
    [{ folder, inside: 'all' }],
  )
  // removed, or part of a larger root, while its folders were read
  if (!store.roots.get(rootId)) return REMOVED
  const { moved, missing, emptied } = await conclude(all, root, tally, context.turn)
  store.roots.scanned(rootId, all.now())
  context.progress({ done: tally.found, total: tally.found, failed: tally.failed })
  const { found, changed, returned, ignored } = tally
  const added = Math.max(0, tally.added - moved)
  return {
    result: { found, added, changed, moved, missing, returned, ignored },
    message: emptied
      ? 'The folder is empty, or its drive is away. Its photos are kept until you say what to do.'
      : null,
  }
}
