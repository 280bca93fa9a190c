import type { RootRow } from '../../store/roots.ts'
import { conclude, type Conclusion, type Looking } from './conclude.ts'
import { IGNORE_FILE } from './ignoreRules.ts'
import { lookThrough, type Start, type Tally } from './lookThrough.ts'

/** Brings the library up to date with a few folders in which something changed: names by folder. */
export async function lookAtChanges(
  looking: Looking,
  root: RootRow,
  changes: ReadonlyMap<string, ReadonlySet<string>>,
  entering: (folder: string) => void,
): Promise<Tally & Conclusion> {
  const starts = [...changes].map(([folder, names]): Start => ({
    folder,
    inside: names.has(IGNORE_FILE) ? 'all' : names,
  }))
  const turn = async (): Promise<void> => {}
  const tally = await lookThrough(
    {
      ...looking,
      root,
      limits: looking.limits(),
      away: looking.states.awayInside(root.id),
      strict: false,
      turn,
      entering,
      // said by the next scan: nobody waits for an answer here
      problem() {},
      progress() {},
    },
    starts,
  )
  return { ...tally, ...(await conclude(looking, root, tally, turn)) }
}
