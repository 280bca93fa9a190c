import type { labelsContract } from '../../../src-shared/contract/labels.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { findPack } from '../labels/packs.ts'
import type { EngineParts } from '../parts.ts'

/** Labels, and what they find. */
export function labelsHandlers(parts: EngineParts): Handlers<typeof labelsContract> {
  const { store, labels, tagsChanged } = parts

  return {
    'labels.list': () => labels.list(),
    'labels.add': async (input) => {
      const label = await labels.add(input)
      tagsChanged()
      return label
    },
    'labels.update': async ({ id, change }) => {
      const label = await labels.update(id, change)
      tagsChanged()
      return label
    },
    'labels.remove': ({ id }) => {
      labels.remove(id)
      tagsChanged()
    },
    'labels.preview': ({ prompts, automatic, suggestion }) => parts.preview(prompts, automatic, suggestion),
    'labels.evaluate': (request) => parts.evaluate(request),
    'labels.packs': () => parts.packs,
    'labels.addPack': async ({ name }) => {
      const wanted = findPack(parts.packs, name).labels.filter((label) => !store.labels.named(label.name))
      const added = []
      for (const label of wanted) added.push(await labels.add(label))
      tagsChanged()
      return added
    },
  }
}
