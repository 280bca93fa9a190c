import { cp, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
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

/** The sample pictures mirrored, as JPEG in the same folders: as many photos again. */
export async function mirrorSamples(to: string): Promise<void> {
  const files = await readdir(samples, { recursive: true })
  for (const file of files.filter((name) => /\.(jpg|png|webp)$/.test(name) && !name.includes('render'))) {
    const mirrored = join(to, file.replace(/\w+$/, 'jpg'))
    await mkdir(dirname(mirrored), { recursive: true })
    await sharp(join(samples, file)).autoOrient().flop().resize(320).toFile(mirrored)
  }
}
