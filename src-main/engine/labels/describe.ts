import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Label, Learning } from '../../../src-shared/schemas/label.ts'
import type { UnknownWord } from '../../../src-shared/schemas/unknownWord.ts'
import type { LabelRow } from '../store/labels.ts'
import { countTags } from './countTags.ts'
import type { LabelDependencies } from './labels.ts'
import type { LabelReading } from './readings.ts'
import type { Scoring } from './scoring.ts'

/** A list of labels gives others a turn after so long. */
const TURN_MS = 10

/** Labels as the window and the terminal see them, with what they find in the library now. */
export function createDescriptions({ store, scorer, readings, scoring, present }: LabelDependencies) {
  async function describeAll(labels: readonly LabelRow[]): Promise<Label[]> {
    const queries = await scorer.queries(labels)
    const before = scoring()
    const described: Label[] = []
    let begun = performance.now()
    for (const [index, label] of labels.entries()) {
      const photos = present()
      const reading = readings.read(label, queries[index]!, photos)
      const { id, name, prompts, contrast, minus, mode, scope, exclusive, contents } = label
      const { automatic, suggestion, own } = reading.bars
      described.push({
        ...{ id, name, prompts, contrast, minus, mode, scope, exclusive },
        photos: contents.length,
        scoreKind: reading.kind,
        automatic,
        suggestion,
        ownThresholds: own,
        learning: describeLearning(label, reading),
        counts: countTags(store.tagStates(name), photos, reading),
        albumId: store.albums.ofLabel(id)[0]?.id ?? null,
        unknownWords: unknownWords(prompts, before),
      })
      if (performance.now() - begun < TURN_MS) continue
      await othersFirst()
      if (scoring() !== before) return describeAll(labels) // another model was put in use meanwhile
      begun = performance.now()
    }
    return described
  }

  return { describeAll, describe: async (label: LabelRow) => (await describeAll([label]))[0]! }
}

/** What the marks of a label taught it. */
export function describeLearning(
  { learns }: Pick<LabelRow, 'learns'>,
  { marks, lesson }: LabelReading,
): Learning {
  const { method, precision, recall } = lesson
  return {
    on: learns,
    accepted: marks.accepted.length,
    rejected: marks.rejected.length,
    method,
    precision,
    recall,
  }
}

/** Words of prompts that a small model was not taught, each once. */
export function unknownWords(prompts: readonly string[], { model }: Scoring): UnknownWord[] {
  const words = prompts.flatMap((prompt) => model.words?.unknownWords(prompt) ?? [])
  return [...new Map(words.map((unknown) => [unknown.word, unknown])).values()]
}
