import { describe, expect, it, vi } from 'vitest'
import { LumitagError } from '../../src-shared/errors.ts'
import type { Job } from '../../src-shared/schemas/job.ts'
import { uncertainFirst } from '../../src-main/engine/labels/uncertainFirst.ts'
import type { Api } from '../../src-renderer/api/connection.svelte.ts'
import { Decisions } from '../../src-renderer/state/decisions.svelte.ts'
import { Jobs, syncWords, secondsLeft } from '../../src-renderer/state/jobs.svelte.ts'
import { Navigation, type HistoryLike } from '../../src-renderer/state/navigation.svelte.ts'
import { PhotoList } from '../../src-renderer/state/photoList.svelte.ts'
import { everything } from '../../src-renderer/state/place.ts'
import { Preferences } from '../../src-renderer/state/preferences.svelte.ts'
import { Resource } from '../../src-renderer/state/resource.svelte.ts'
import { questionFor, Review } from '../../src-renderer/state/review.svelte.ts'
import { Selection } from '../../src-renderer/state/selection.svelte.ts'

/** An engine that only notes what it is asked. */
function listeningApi(answers: Partial<Record<string, unknown>> = {}) {
  const asked: [name: string, input: unknown][] = []
  const call = (name: string, input: unknown): Promise<unknown> => {
    asked.push([name, input])
    const answer = answers[name]
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  return { api: { call } as unknown as Api, asked }
}

describe('a selection', () => {
  const order = [11, 12, 13, 14, 15]
  const keep = (selection: Selection, ids: readonly number[]): void =>
    selection.keepOnly(ids, new Map(ids.map((id, at) => [id, at])))

  it('extends from where it began, in either direction, as in every file manager', () => {
    const selection = new Selection()
    selection.only(13)
    selection.extendTo(15, order)
    selection.extendTo(12, order)
    expect([[...selection.ids].sort(), selection.focus]).toEqual([[12, 13], 12])
  })

  it('keeps by id what is still there when the list changes', () => {
    const selection = new Selection()
    selection.only(12)
    selection.toggle(14)
    keep(selection, [15, 12])
    expect([[...selection.ids], selection.focus]).toEqual([[12], 12])
  })

  it('goes on where a photo was that has left the list, not from its beginning', () => {
    const selection = new Selection()
    selection.only(13)
    keep(selection, order)
    keep(selection, [11, 12, 14, 15])
    expect([selection.ids.size, selection.focus]).toEqual([0, 14])
    keep(selection, [11])
    expect(selection.focus).toBe(11)
    keep(selection, [])
    expect(selection.focus).toBeNull()
  })
})

describe('a list of photos', () => {
  it('is where it was when it is shown again', () => {
    const photos = new PhotoList(listeningApi().api)
    expect(photos.show({ kind: 'all' })).toBe(true)
    const { anchor } = photos
    expect([photos.show({ kind: 'all' }), photos.anchor === anchor]).toEqual([false, true])
    expect([photos.show({ kind: 'unreadable' }), photos.anchor === anchor]).toEqual([true, false])
    expect([photos.show({ kind: 'all' }), photos.anchor === anchor]).toEqual([true, true])
  })
})

describe('a decision', () => {
  it('is undone by the step that the engine made of it, the newest first', async () => {
    const { api, asked } = listeningApi({
      'tags.decide': { photos: 1, step: 7 },
      'tags.add': { photos: 1, step: 8 },
    })
    const decisions = new Decisions(api)
    await decisions.decide([1, 2, 3], 'Dog', 'accept')
    await decisions.add([9], ['Cat'])
    asked.length = 0
    await decisions.undo()
    await decisions.undo()
    expect(asked).toEqual([
      ['tags.undo', { step: 8 }],
      ['tags.undo', { step: 7 }],
    ])
    expect(await decisions.undo()).toBeNull()
  })

  it('can be undone after a try that the engine did not hear of, not after one that came too late', async () => {
    const answers: Record<string, unknown> = {
      'tags.decide': { photos: 1, step: 7 },
      'tags.undo': new LumitagError('ENGINE_DIED', 'gone'),
    }
    const { api, asked } = listeningApi(answers)
    const decisions = new Decisions(api)
    await decisions.decide([1], 'Dog', 'accept')
    await expect(decisions.undo()).rejects.toThrow('gone')
    answers['tags.undo'] = new LumitagError('BAD_INPUT', 'taken back already')
    await expect(decisions.undo()).rejects.toThrow('already')
    expect(asked.slice(1)).toEqual(Array(2).fill(['tags.undo', { step: 7 }]))
    expect([await decisions.undo(), await decisions.undo(null)]).toEqual([null, null])
  })

  it('is not overtaken by its undo, however fast the keys are', async () => {
    const { api, asked } = listeningApi({ 'tags.decide': { photos: 1, step: 7 } })
    const decisions = new Decisions(api)
    const decided = decisions.decide([1], 'Dog', 'accept')
    await Promise.all([decided, decisions.undo()])
    expect(asked.map(([name]) => name)).toEqual(['tags.decide', 'tags.undo'])
  })

  it('that failed cannot be undone', async () => {
    const decisions = new Decisions(listeningApi({ 'tags.decide': new Error('no') }).api)
    await expect(decisions.decide([1], 'Dog', 'accept')).rejects.toThrow('no')
    expect(await decisions.undo()).toBeNull()
  })
})

describe('a review', () => {
  const index = {
    ...{ ids: [5, 6, 7], aspects: [1, 1, 1], times: [0, 0, 0], versions: [1, 1, 1], corners: [-1, -1, -1] },
    scores: [0.45, 0.4, 0.21],
  }
  const label = { id: 3, name: 'Animals > Dog' }
  const done = { photos: 1, step: 1 }

  it('goes through the suggestions one by one and tells the engine each answer', async () => {
    const { api, asked } = listeningApi({ 'photos.index': index, 'tags.decide': done })
    const review = new Review(api, new Decisions(api), label)
    await review.start('best')
    await review.answer('yes')
    await review.answer('skip')
    await review.answer('no')
    expect([review.finished, review.counts()]).toEqual([true, { yes: 1, no: 1, skip: 1 }])
    expect(asked.slice(1)).toEqual([
      ['tags.decide', { photoIds: [5], path: 'Animals > Dog', decision: 'accept' }],
      ['tags.decide', { photoIds: [7], path: 'Animals > Dog', decision: 'reject' }],
    ])
  })

  it('keeps what is answered when its order changes', async () => {
    const uncertain = { ...index, ids: [6, 5, 7], scores: [0.4, 0.45, 0.21] }
    const { api, asked } = listeningApi({ 'photos.index': uncertain, 'tags.decide': done })
    const review = new Review(api, new Decisions(api), label)
    await review.start()
    await review.answer('no')
    await review.start('best')
    expect([review.index!.ids, review.index!.scores]).toEqual([
      [5, 6, 7],
      [0.45, 0.4, 0.21],
    ])
    expect([review.photoId, review.total, asked.length]).toEqual([5, 3, 2])
  })

  it('asks first what the model is least sure of', async () => {
    const { api, asked } = listeningApi({ 'photos.index': index })
    await new Review(api, new Decisions(api), label).start()
    const source = { kind: 'label', labelId: 3, suggested: true, first: 'uncertain' }
    expect(asked).toEqual([['photos.index', { source }]])
    // the middle between logits of 0.2 and 0.5 is at 0.33
    expect(uncertainFirst(index.scores, { suggestion: 0.2, automatic: 0.5 })).toEqual([1, 0, 2])
  })

  it('answers all that score higher or lower at once, and comes back to them after an undo', async () => {
    const { api, asked } = listeningApi({ 'photos.index': index, 'tags.decide': done })
    const review = new Review(api, new Decisions(api), label)
    await review.start('best')
    review.move(1)
    // a second press while the engine is at it says yes to no more photos
    const both = await Promise.all([review.answerFrom('yes'), review.answerFrom('yes')])
    expect(both).toEqual([
      { photos: 2, step: 1 },
      { photos: 0, step: null },
    ])
    expect(asked.at(-1)).toEqual([
      'tags.decide',
      { photoIds: [5, 6], path: 'Animals > Dog', decision: 'accept' },
    ])
    expect([review.photoId, (await review.answerFrom('no')).photos, review.finished]).toEqual([7, 1, true])
    review.undone([7])
    expect([review.photoId, review.counts()]).toEqual([7, { yes: 2, no: 0, skip: 0 }])
  })

  it('keeps an answer that was given while many were on their way', async () => {
    const { api } = listeningApi({ 'photos.index': index, 'tags.decide': done })
    const review = new Review(api, new Decisions(api), label)
    await review.start()
    review.move(1)
    await Promise.all([review.answerFrom('yes'), review.answer('no')])
    expect([...review.answers]).toEqual([
      [5, 'yes'],
      [6, 'no'],
    ])
  })

  it('forgets an answer that the engine did not take', async () => {
    const { api } = listeningApi({ 'photos.index': index, 'tags.decide': new Error('disk full') })
    const review = new Review(api, new Decisions(api), label)
    await review.start()
    await expect(review.answer('yes')).rejects.toThrow('disk full')
    expect(review.answers.size).toBe(0)
  })

  it.each([
    [['a photo of a dog'], 'Is this <b>a dog</b>?'],
    [['the sea'], 'Is this <b>the sea</b>?'],
    [['Hund', 'a dog'], 'Does “<b>Dog</b>” fit this photo?'],
  ])('asks %j as a sentence', (prompts, sentence) => {
    expect(questionFor({ name: 'Animals > Dog', prompts })).toBe(sentence)
  })
})

describe('jobs', () => {
  const job = (change: Partial<Job>): Job => ({
    id: 1,
    kind: 'index',
    title: 'Indexing with a model',
    subject: null,
    state: 'running',
    done: 20,
    total: 100,
    failed: 0,
    rate: 4,
    message: null,
    result: null,
    createdAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    ...change,
  })

  it('are shown while they are active; what ended before this window looked is history', () => {
    const jobs = new Jobs()
    jobs.update([job({ id: 1, state: 'done', failed: 3 }), job({ id: 2 }), job({ id: 3, state: 'queued' })])
    expect([jobs.active.map(({ id }) => id), jobs.ended]).toEqual([[2, 3], null])
  })

  it('that ended with problems stay in sight until they are put away', () => {
    const jobs = new Jobs()
    jobs.update([job({ id: 2 })])
    expect(jobs.update([job({ id: 2, state: 'done', failed: 1 })]).map(({ id }) => id)).toEqual([2])
    expect([jobs.active.length, jobs.ended?.id]).toEqual([0, 2])
    jobs.dismiss(2)
    expect(jobs.ended).toBeNull()
  })

  it('can be waited for, even one that ends before its start was heard of', async () => {
    const jobs = new Jobs()
    const finished = jobs.finished(job({ id: 7, state: 'queued' }))
    jobs.update([
      job({ id: 7, state: 'done', failed: 2, result: { written: 1508, created: 1500, unchanged: 0 } }),
    ])
    expect(syncWords(await finished)).toBe('1,500 sidecars created, 8 changed, 2 problems')
  })

  it('tell the time that is left only when they can', () => {
    expect(secondsLeft(job({}))).toBe(20)
    expect([
      secondsLeft(job({ rate: 0 })),
      secondsLeft(job({ total: null })),
      secondsLeft(job({ state: 'paused' })),
    ]).toEqual([null, null, null])
  })
})

describe('a resource', () => {
  it('drops the answer to a question that is no longer asked', async () => {
    const answers: ((value: string) => void)[] = []
    const resource = new Resource(() => new Promise<string>((resolve) => answers.push(resolve)))
    const first = resource.load()
    const second = resource.load()
    answers[1]!('new')
    answers[0]!('old')
    await Promise.all([first, second])
    expect(resource.value).toBe('new')
  })

  it('makes one question of many hints, and asks once more for those that came meanwhile', async () => {
    vi.useFakeTimers()
    try {
      let asked = 0
      const resource = new Resource(
        async () => ++asked,
        () => 100,
      )
      for (let hint = 0; hint < 50; hint++) resource.refresh()
      await vi.advanceTimersByTimeAsync(10)
      expect(asked).toBe(1)
      for (let hint = 0; hint < 50; hint++) resource.refresh()
      await vi.advanceTimersByTimeAsync(50)
      expect(asked).toBe(1)
      await vi.advanceTimersByTimeAsync(100)
      expect(asked).toBe(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('keeps the last answer when asking again fails', async () => {
    let fails = false
    const resource = new Resource(() => (fails ? Promise.reject(new Error('down')) : Promise.resolve(1)))
    await resource.load()
    fails = true
    await resource.load()
    expect([resource.value, (resource.error as Error).message]).toEqual([1, 'down'])
  })
})

describe('navigation', () => {
  function fakeHistory(): HistoryLike & { entries: unknown[] } {
    const entries: unknown[] = [null]
    return {
      entries,
      get state() {
        return entries.at(-1)
      },
      pushState: (state) => void entries.push(state),
      replaceState: (state) => void entries.splice(-1, 1, state),
      back: () => void entries.pop(),
    }
  }

  it('goes back step by step and is where it was after a reload', () => {
    const history = fakeHistory()
    const navigation = new Navigation(history)
    navigation.go({ view: 'review', labelId: 4 })
    navigation.go({ view: 'review', labelId: 4 })
    navigation.replace({ view: 'review', labelId: 5 })
    expect(new Navigation(history).place).toEqual({ view: 'review', labelId: 5 })
    navigation.back()
    navigation.restore(history.state)
    expect(navigation.place).toEqual(everything)
  })

  it('does not leave the window when back is pressed again before the first step was taken', () => {
    const history = fakeHistory()
    const navigation = new Navigation(history)
    navigation.go({ view: 'map' })
    navigation.back()
    navigation.back()
    expect(history.entries.length).toBe(1)
    navigation.restore(history.state)
    navigation.back()
    expect([history.entries.length, navigation.place]).toEqual([1, everything])
  })

  it('goes to all photos where there is nothing to go back to', () => {
    const navigation = new Navigation(fakeHistory())
    navigation.replace({ view: 'label', labelId: null })
    navigation.back()
    expect(navigation.place).toEqual(everything)
  })
})

describe('preferences', () => {
  it('of two windows do not undo each other', () => {
    let kept: string | null = null
    const storage = { getItem: () => kept, setItem: (_key: string, text: string) => void (kept = text) }
    const [one, other] = [new Preferences(storage), new Preferences(storage)]
    one.theme = 'dark'
    one.save()
    other.rowHeight = 200
    other.save()
    const { theme, rowHeight } = new Preferences(storage)
    expect([theme, rowHeight]).toEqual(['dark', 200])
  })
})
