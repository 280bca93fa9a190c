import { expect, test } from 'vitest'
import type { Album } from '../../src-shared/schemas/album.ts'
import type { Toast } from '../../src-renderer/state/toasts.svelte.ts'
import { addTo, takeOut } from '../../src-renderer/views/albums/byHand.ts'

type App = Parameters<typeof addTo>[0]
interface Asked {
  photoIds: number[]
  mark: 'pinned' | 'excluded' | 'clear'
}

/** An album as the engine keeps it: what is put in comes last; a rule finds `fitting`. */
function albumWith(fitting: number[] | null, pinned: number[]) {
  let own = [...pinned]
  const excluded = new Set<number>()
  const shown = (): number[] =>
    fitting ? [...new Set([...fitting, ...own])].filter((id) => !excluded.has(id)) : own
  const answers: Record<string, (asked: Asked) => unknown> = {
    'photos.index': () => ({ ids: [...shown()] }),
    'albums.mark': ({ photoIds, mark }) => {
      if (mark !== 'pinned') own = own.filter((id) => !photoIds.includes(id))
      else own = [...own, ...photoIds.filter((id) => !own.includes(id))]
      for (const id of photoIds) excluded.delete(id)
      if (mark === 'excluded' && fitting) photoIds.forEach((id) => excluded.add(id))
    },
    'albums.arrange': ({ photoIds }) =>
      (own = [...own.filter((id) => !photoIds.includes(id)), ...photoIds.filter((id) => own.includes(id))]),
  }
  let done: Promise<void> | undefined
  let action: Toast['action']
  const app = {
    api: { call: (name: string, asked: Asked) => Promise.resolve(answers[name]!(asked)) },
    albums: { refresh: () => undefined },
    toasts: { show: (_text: string, options: Partial<Toast>) => (action = options.action) },
    try: (work: () => Promise<void>) => (done = work()),
  } as unknown as App
  const album = { id: 1, name: 'Mine', rule: fitting && { text: 'x' } } as Album
  const undo = (): Promise<void> | undefined => (action?.run(), done)
  return { app, album, shown, undo, pinned: () => own, offersUndo: () => action !== undefined }
}

test('what was in an album already stays in it when adding is taken back', async () => {
  const { app, album, shown, undo, offersUndo } = albumWith(null, [1, 2])
  await addTo(app, album, [2, 3])
  expect(shown()).toEqual([1, 2, 3])
  await undo()
  expect(shown()).toEqual([1, 2])
  await addTo(app, album, [1])
  expect(offersUndo()).toBe(false)
})

test('photos that were taken out of an album by hand come back to their places', async () => {
  const { app, album, shown, undo } = albumWith(null, [4, 3, 2, 1])
  await takeOut(app, album, [4, 2])
  expect(shown()).toEqual([3, 1])
  await undo()
  expect(shown()).toEqual([4, 3, 2, 1])
})

test('photos that were kept out of a smart album follow its rule again; what it does not find is pinned again', async () => {
  const { app, album, shown, undo, pinned } = albumWith([1, 2], [9])
  await takeOut(app, album, [2, 9])
  expect(shown()).toEqual([1])
  await undo()
  expect([shown(), pinned()]).toEqual([[1, 2, 9], [9]])
})
