import { expect, onTestFinished, test, vi } from 'vitest'
import type { Api } from '../../src-renderer/api/connection.svelte.ts'
import { LabelDraft } from '../../src-renderer/state/labelDraft.svelte.ts'
import { parseMinus, writeMinus } from '../../src-shared/minusTerm.ts'

test('a minus term is read as it was written, with its weight', () => {
  expect(parseMinus('people')).toEqual({ text: 'people' })
  expect(parseMinus('people : 0.3')).toEqual({ text: 'people', weight: 0.3 })
  expect(writeMinus({ text: 'people', weight: 0.5 })).toBe('people')
  expect(writeMinus({ text: 'people', weight: 0.3 })).toBe('people:0.3')
  // what looks like a weight but belongs to the words stays with them
  const ratio = { text: 'format 4:3', weight: 0.5 }
  expect(parseMinus(writeMinus(ratio))).toEqual(ratio)
})

test('a weight that cannot be is said beside its field, and what fitted last is shown meanwhile', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const asked: unknown[] = []
  const call = (_name: string, draft: { minus: unknown }) => {
    asked.push(draft.minus)
    return Promise.resolve({})
  }
  const draft = new LabelDraft({ call } as unknown as Api, null, 'dog')
  const type = (term: string) => {
    draft.minus = [term]
    draft.typed()
    vi.advanceTimersByTime(1000)
    return [asked.at(-1), draft.misfits, draft.ready]
  }
  const fitting = [{ text: 'people', weight: 0.3 }]
  expect(type('people:0.3')).toEqual([fitting, [], true])
  for (const term of ['people:5', 'people:0', 'people:0.', 'people:..'])
    expect(type(term)).toEqual([fitting, [term], false])
  expect(type('people')).toEqual([[{ text: 'people' }], [], true])
})
