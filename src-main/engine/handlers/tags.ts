import type { tagsContract } from '../../../src-shared/contract/tags.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { withStackedRaws } from '../library/stacks.ts'
import { addTags, decide } from '../tagging/decide.ts'
import { listTags } from '../tagging/listTags.ts'
import { removeTags } from '../tagging/remove.ts'
import { renameTag, tryRenaming } from '../tagging/rename.ts'
import { describeStep, undoStep } from '../tagging/steps.ts'
import { knownTags, summariseTags } from '../tagging/summary.ts'
import type { EngineParts } from '../parts.ts'

/** What was decided about photos. */
export function tagsHandlers(parts: EngineParts): Handlers<typeof tagsContract> {
  const { store, automatic, tagsChanged, now } = parts

  /** What is said of a picture holds for the RAW file that it stands for. */
  const withStacked = <T extends { photoIds: number[] }>(input: T): T => ({
    ...input,
    photoIds: withStackedRaws(input.photoIds, store),
  })

  return {
    'tags.decide': async (decision) => {
      const done = await decide(withStacked(decision), parts)
      await parts.labels.learn(decision.path)
      tagsChanged()
      return done
    },
    'tags.add': async (input) => {
      const done = await addTags(withStacked(input), parts)
      for (const path of input.paths) await parts.labels.learn(path)
      tagsChanged()
      return done
    },
    'tags.summary': ({ photoIds }) => summariseTags(photoIds, parts),
    'tags.list': (page) => listTags(store, page),
    'tags.known': (filter) => knownTags(store, filter),
    'tags.tally': (filter) => store.tags.tally(filter),
    'tags.models': () => store.tags.models(),
    'tags.rename': async (input) => {
      const renamed = renameTag(input, store, now)
      await automatic.applyAll()
      tagsChanged()
      return renamed
    },
    'tags.tryRename': (renamings) => tryRenaming(renamings, store, now),
    'tags.remove': (filter) => {
      const removed = removeTags(filter, store, now)
      tagsChanged()
      return removed
    },
    'tags.steps': ({ most }) => store.tagSteps.all(most).map(describeStep),
    'tags.undo': async ({ step }) => {
      const undone = await undoStep(step, store, automatic, now)
      tagsChanged()
      return undone
    },
  }
}
