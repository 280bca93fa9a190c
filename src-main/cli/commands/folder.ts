import { resolve } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { describeRootState } from '../../../src-shared/rootState.ts'
import type { Root } from '../../../src-shared/schemas/library.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Output } from '../output.ts'
import { runJobs } from '../progress.ts'

/** The library's folders, and how it is with them. */
export async function listRoots(engine: Engine, output: Output): Promise<void> {
  const roots = await engine.call('roots.list')
  for (const root of roots) output.event({ event: 'folder', ...root })
  output.table(
    ['Photos', 'Missing', 'Folder', 'State'],
    roots.map((root) => [root.photos, root.missing, root.path, describeRootState(root)]),
  )
  if (roots.length === 0) output.say('The library has no folder yet. Add one: lumitag add <folder>')
}

/** A folder is at another place now. */
export async function relocateRoot(
  engine: Engine,
  folder: string,
  place: string,
  { anyway = false }: { anyway?: boolean },
  output: Output,
): Promise<void> {
  const { id } = await rootAt(engine, folder)
  const root = await engine.call('roots.relocate', { id, path: resolve(place), anyway })
  await runJobs(engine, output)
  output.say(`${folder} is at ${root.path} now.`)
  output.event({ event: 'summary', path: root.path })
}

/** Forgets photos that are gone from a folder, with their decisions. */
export async function forgetGone(engine: Engine, folder: string, output: Output): Promise<void> {
  const { id } = await rootAt(engine, folder)
  const { forgotten } = await engine.call('roots.forgetGone', { id })
  output.say(`${forgotten} photos that were gone from ${folder} are forgotten.`)
  output.event({ event: 'summary', forgotten })
}

/** Removes a folder from the library; no file is touched. */
export async function removeRoot(engine: Engine, folder: string, output: Output): Promise<void> {
  const root = await rootAt(engine, folder)
  await engine.call('roots.remove', { id: root.id })
  output.say(
    `${root.path} and what was known of its ${root.photos} photos is forgotten. No file was touched.`,
  )
  output.event({ event: 'summary', path: root.path, photos: root.photos })
}

/** The root of this path, which need not exist any more. NOT_FOUND names those there are. */
async function rootAt(engine: Engine, folder: string): Promise<Root> {
  const roots = await engine.call('roots.list')
  const root = roots.find(({ path }) => path === folder || path === resolve(folder))
  if (root) return root
  const known = roots.map(({ path }) => path).join(', ') || 'none'
  throw new LumitagError('NOT_FOUND', `${folder} is not a folder of the library. There are: ${known}`)
}
