import type { Label } from '../../../src-shared/schemas/label.ts'
import { leafOf } from '../../../src-shared/tagPath.ts'

/** What a narrow list calls each label: the last part of its name, or all of it where two labels end alike. */
export function shortNames(labels: readonly Pick<Label, 'id' | 'name'>[]): Map<number, string> {
  const seen = new Map<string, number>()
  for (const { name } of labels) seen.set(leafOf(name), (seen.get(leafOf(name)) ?? 0) + 1)
  return new Map(labels.map(({ id, name }) => [id, seen.get(leafOf(name)) === 1 ? leafOf(name) : name]))
}
