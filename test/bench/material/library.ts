import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine } from '../../../src-main/engine/engine.ts'
import type { Bench } from '../context.ts'
import { projectRoot } from './places.ts'

/** Makes a library without photos, with the model of a folder in use. */
export async function makeLibrary(directory: string, modelFolder: string): Promise<void> {
  const engine = await createEngine({
    dataDir: directory,
    modelsDir: join(projectRoot, 'models'),
    resourcesDir: join(projectRoot, 'resources'),
    threads: 1,
    providers: { names: [] },
  })
  // random weights mean nothing
  const { id } = await engine.call('models.add', { directory: modelFolder, anyway: true })
  await engine.call('models.use', { id })
  await engine.idle()
  await engine.close()
}

/** Does something with a library of its own, empty but for the model of a folder; null: the starter. */
export async function withLibrary<T>(
  { scratch, once }: Bench,
  modelFolder: string | null,
  use: (library: string) => Promise<T>,
): Promise<T> {
  const library = join(scratch, `library-${randomUUID()}`)
  if (modelFolder) {
    const template = join(scratch, 'templates', modelFolder.replaceAll(/\W/g, '-'))
    await once(template, () => makeLibrary(template, modelFolder))
    cpSync(template, library, { recursive: true })
  }
  try {
    return await use(library)
  } finally {
    rmSync(library, { recursive: true, force: true })
  }
}
