import type { tagsContract } from '../../../src-shared/contract/tags.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { withStackedRaws } from '../library/stacks.ts'
import { decide } from '../tagging/decide.ts'
import { listTags } from '../tagging/listTags.ts'
import type { EngineParts } from '../parts.ts'

/** What was decided about photos. */
export function tagsHandlers(parts: EngineParts): Handlers<typeof tagsContract> {
  const { store, scorer, present, automatic, tagsChanged } = parts

  return {
    'tags.decide': async (decision) => {
      const photoIds = withStackedRaws(decision.photoIds, store)
      await decide({ ...decision, photoIds }, store, scorer, automatic, present(), parts.now)
      tagsChanged()
    },

    'tags.list': ({ after, photos }) => listTags(store, after, photos),
  }
}
