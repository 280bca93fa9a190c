import type { labelsContract } from '../../../src-shared/contract/labels.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import type { Label, LabelInput } from '../../../src-shared/schemas/label.ts'
import { packOf, readPack } from '../labels/packFiles.ts'
import { findPack } from '../labels/packs.ts'
import { nearestMarks } from '../labels/why/nearestMarks.ts'
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
    'labels.remove': async ({ id }) => {
      await labels.remove(id)
      tagsChanged()
    },
    'labels.preview': (draft) => parts.preview(draft),
    'labels.why': (request, { signal }) => parts.why.explain(request, signal),
    'labels.nearest': (input) => nearestMarks(input, parts),
    'labels.evaluate': (request) => parts.evaluate(request),
    'labels.packs': ({ language }) => [...parts.packs(language)],
    'labels.addPack': async ({ name, language }) =>
      (await addAll(findPack(parts.packs(language), name).labels)).added,
    'labels.exportPack': ({ ids }) =>
      packOf(ids ? ids.map((id) => labels.get(id)) : store.labels.all(), parts.models.active()),
    'labels.importPack': ({ text }) => addAll(readPack(text)),
  }

  async function addAll(inputs: readonly LabelInput[]): Promise<{ added: Label[]; leftOut: string[] }> {
    const done = await labels.addAll(inputs)
    tagsChanged()
    return done
  }
}
