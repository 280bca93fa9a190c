import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import type { SyncChoice, SyncDirection } from '../../src-shared/schemas/sidecar.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from './library.ts'

const all = { kind: 'all' } as const

/** A library of a few photos whose sidecars are synced. */
export interface SyncLibrary {
  engine: Engine
  /** their folder */
  photos: string
  /** tags of a photo here: "path state", "path state source" where it is not the usual one */
  tags(name?: string): Promise<string[]>
  accept(...paths: string[]): Promise<void>
  clear(...paths: string[]): Promise<void>
  sync(direction?: SyncDirection, choice?: SyncChoice): Promise<Record<string, number>>
  preview(direction?: SyncDirection): Promise<Awaited<ReturnType<typeof previewOf>>>
  /** what the sidecar says */
  sidecar(name?: string): ReturnType<typeof readSidecar>
  /** another program changes the sidecar */
  elsewhere(edit: { add?: string[][]; remove?: string[][] }, name?: string): void
}

const previewOf = (engine: Engine, direction: SyncDirection) =>
  engine.call('sidecars.preview', { source: all, direction })

/** Photos of these names in a new library; what names no photo is about the first. */
export async function syncLibrary(...names: string[]): Promise<SyncLibrary> {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, names)
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const idOf = async (name: string): Promise<number> =>
    (await engine.call('photos.locate', { path: join(photos, name) })).id
  const first = names[0]!
  const decide = async (decision: 'accept' | 'clear', paths: string[]): Promise<void> => {
    const photoIds = [await idOf(first)]
    for (const path of paths) await engine.call('tags.decide', { photoIds, path, decision })
  }
  const file = (name: string): string => join(photos, `${name}.xmp`)
  return {
    engine,
    photos,
    tags: async (name = first) =>
      (await engine.call('photos.get', { id: await idOf(name) })).tags.map(
        ({ path, state, source }) => `${path} ${state}${state === 'rejected' ? ` ${source}` : ''}`,
      ),
    accept: (...paths) => decide('accept', paths),
    clear: (...paths) => decide('clear', paths),
    async sync(direction = 'sync', choice) {
      const { id } = await engine.call('sidecars.sync', { source: all, direction, all: choice ?? null })
      await engine.idle()
      const job = (await engine.call('jobs.list')).find((candidate) => candidate.id === id)!
      expect(job.state, job.message ?? '').toBe('done')
      return job.result!
    },
    preview: (direction = 'sync') => previewOf(engine, direction),
    sidecar: (name = first) => readSidecar(readFileSync(file(name))),
    elsewhere({ add = [], remove = [] }, name = first) {
      writeFileSync(file(name), editSidecar(readFileSync(file(name)), { add, remove }).bytes)
    },
  }
}

/** Takes words from single properties, as programs do that know no other. */
export function takeOut(file: string, ...lines: RegExp[]): void {
  let text = readFileSync(file, 'utf8')
  for (const line of lines) {
    expect(text).toMatch(line)
    text = text.replace(line, '')
  }
  writeFileSync(file, text)
}
