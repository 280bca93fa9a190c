import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../../src-main/engine/engine.ts'
import { samples } from './library.ts'

/** Copies the sample pictures. */
export const copySamples = (to: string): Promise<void> =>
  cp(samples, to, { recursive: true, filter: (path) => !path.includes('render') })

/** Fills a library with the sample pictures and the everyday labels. */
export async function withSamples(engine: Engine, folder: string): Promise<void> {
  await copySamples(join(folder, 'photos'))
  await engine.call('labels.addPack', { name: 'everyday' })
  await engine.call('roots.add', { path: join(folder, 'photos') })
  await engine.idle()
}
