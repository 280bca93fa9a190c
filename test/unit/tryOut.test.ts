import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Api } from '../../src-renderer/api/connection.svelte.ts'
import { TryOut } from '../../src-renderer/state/tryOut.svelte.ts'
import { bestPlace, columnsOf, differenceAt, placesOf } from '../../src-renderer/views/try/columns.ts'
import type { Classification, Reading } from '../../src-shared/schemas/classification.ts'
import type { Model } from '../../src-shared/schemas/model.ts'

const model = (id: string, active = false, problem: string | null = null): Model =>
  ({ id, active, problem }) as Model

function tryOutWith(models: Model[]) {
  const asked: [string, unknown][] = []
  const call = (name: string, input: unknown): Promise<unknown> => {
    asked.push([name, input])
    return Promise.resolve({ readings: [], failed: [] })
  }
  const tryOut = new TryOut({ call } as unknown as Api, () => models)
  const questions = () => asked.filter(([name]) => name === 'photos.classify').map(([, input]) => input)
  return { tryOut, asked, questions }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('words on a photo', () => {
  test('are asked about when the typing pauses, the unfinished one too', () => {
    const { tryOut, questions } = tryOutWith([model('a', true)])
    tryOut.type('a cat')
    vi.runAllTimers()
    expect(questions()).toEqual([])
    tryOut.show({ kind: 'dropped', id: 7 })
    for (const text of ['a cat, ', 'a do', 'a dog']) tryOut.type(text)
    vi.runAllTimers()
    const photo = { kind: 'dropped', id: 7 }
    expect(questions()).toEqual([
      { photo, labels: ['a cat'], models: ['a'], asWritten: false },
      { photo, labels: ['a cat', 'a dog'], models: ['a'], asWritten: false },
    ])
  })

  test('become chips at a comma, outside quotes, each once; the last one can be taken back', () => {
    const { tryOut } = tryOutWith([model('a', true)])
    tryOut.type('a cat, A CAT, a do')
    expect([tryOut.labels, tryOut.typed]).toEqual([['a cat'], 'a do'])
    tryOut.type('"a dog, runn')
    expect([tryOut.labels, tryOut.typed]).toEqual([['a cat'], '"a dog, runn'])
    tryOut.finish()
    expect([tryOut.labels, tryOut.typed]).toEqual([['a cat', 'a dog, runn'], ''])
    tryOut.takeBack()
    expect([tryOut.labels, tryOut.typed]).toEqual([['a cat'], '"a dog, runn"'])
    tryOut.finish('one\ntwo, three')
    expect(tryOut.labels).toEqual(['a cat', 'one', 'two', 'three'])
    tryOut.remove('one')
    expect(tryOut.words).toEqual(['a cat', 'two', 'three'])
  })

  test('are about the photo that was sent last, whichever arrives first', async () => {
    const { tryOut, asked } = tryOutWith([model('a', true)])
    const answers: ((id: number) => void)[] = []
    vi.stubGlobal(
      'fetch',
      () => new Promise((resolve) => answers.push((id) => resolve(Response.json({ id })))),
    )
    const [large, small] = ['large.jpg', 'small.jpg'].map((name) => tryOut.send(new File(['x'], name)))
    await vi.waitFor(() => expect(answers.length).toBe(2))
    answers[1]!(8)
    expect(await small).toEqual({ kind: 'dropped', id: 8 })
    answers[0]!(7)
    expect([await large, tryOut.name, tryOut.sending]).toEqual([null, 'small.jpg', false])
    expect(asked).toEqual([['photos.forget', { id: 7 }]])
    vi.unstubAllGlobals()
  })

  test('go to the model in use until others are chosen: one at least, four at most, none that is broken', () => {
    const models = [...'abcdef'].map((id) => model(id, id === 'b', id === 'c' ? 'broken' : null))
    const { tryOut } = tryOutWith(models)
    expect(tryOut.models).toEqual(['b'])
    tryOut.toggle('b')
    expect(tryOut.models).toEqual(['b'])
    for (const id of 'adef') tryOut.toggle(id)
    expect(tryOut.models).toEqual(['b', 'a', 'd', 'e'])
    tryOut.toggle('b')
    expect(tryOut.models).toEqual(['a', 'd', 'e'])
  })

  test('a copy is given up when another photo takes its place', () => {
    const { tryOut, asked } = tryOutWith([model('a', true)])
    tryOut.show({ kind: 'dropped', id: 7 })
    tryOut.show({ kind: 'dropped', id: 7 })
    expect(asked).toEqual([])
    tryOut.show({ kind: 'library', id: 7 })
    tryOut.show(null)
    expect(asked).toEqual([
      ['photos.forget', { id: 7 }],
      ['photos.get', { id: 7 }],
    ])
  })
})

describe('models side by side', () => {
  const reading = (id: string, scores: (number | null)[], shares: number[]): Reading =>
    ({
      model: { id },
      labels: scores.map((score, at) => ({ score, share: shares[at]!, logit: (score ?? shares[at])! })),
    }) as Reading
  const classification: Classification = {
    readings: [reading('a', [0.1, 0.9], [0.2, 0.8]), reading('clip', [null, null], [0.7, 0.3])],
    failed: [{ id: 'gone', code: 'MODEL_MISSING', message: 'It is gone.' }],
  }
  const columns = columnsOf(classification, ['clip', 'gone', 'a'])

  test('keep the order in which they were asked, those that failed too', () => {
    expect(columns.map(({ id, reading: one }) => [id, one !== null])).toEqual([
      ['clip', true],
      ['gone', false],
      ['a', true],
    ])
    expect([placesOf(classification, false), placesOf(classification, true)]).toEqual([
      [1, 0],
      [0, 1],
    ])
  })

  test('differ where at least two have the number', () => {
    expect(differenceAt(columns, 0, ({ share }) => share)).toBeCloseTo(0.5, 9)
    expect(differenceAt(columns, 0, ({ score }) => score)).toBeNull()
    expect(columns.map((column) => bestPlace(column, ({ score }) => score))).toEqual([-1, -1, 1])
    expect(columns.map((column) => bestPlace(column, ({ share }) => share))).toEqual([0, -1, 1])
  })
})
