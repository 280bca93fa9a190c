import { realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { describeRootState } from '../../../src-shared/rootState.ts'
import type { Root } from '../../../src-shared/schemas/library.ts'
import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import { runFolder, sayUnreadable, sum } from '../folderRun.ts'
import type { Output } from '../output.ts'

/** Adds folders (or scans all that are known), and indexes what is new. */
export async function scan(engine: Engine, folders: readonly string[], output: Output): Promise<number> {
  const started = performance.now()
  const known = await engine.call('roots.list')
  const paths = folders.length > 0 ? folders : known.filter(canBeScanned).map(({ path }) => path)
  if (folders.length === 0)
    for (const root of known.filter((one) => !canBeScanned(one)))
      output.note(`${root.path} is left out: ${describeRootState(root)}.`)
  if (folders.length === 0 && known.length === 0)
    throw new LumitagError('BAD_INPUT', 'The library has no folder yet. Name one: lumitag add <folder>')
  let photos = 0
  let embedded = 0
  const unreadable = []
  let unreadablePhotos = 0
  const files = { added: 0, changed: 0, moved: 0, missing: 0, returned: 0, ignored: 0 }
  let broken = false
  for (const path of paths) {
    const run = await runFolder(engine, path, output)
    photos += run.photos.size
    embedded += run.embedded
    unreadable.push(...run.unreadable)
    unreadablePhotos += run.unreadablePhotos
    for (const name of Object.keys(files) as (keyof typeof files)[])
      files[name] += sum(run.jobs, 'scan', name)
    broken ||= run.jobs.some(({ state }) => state === 'failed')
  }
  const seconds = Math.round((performance.now() - started) / 100) / 10
  sayUnreadable(output, unreadable)
  const { added, changed, moved, missing, ignored } = files
  output.say(`${added} new, ${changed} changed, ${moved} moved, ${missing} missing, ${ignored} ignored.`)
  output.say(
    `${photos} photos, ${embedded} newly indexed, ${unreadable.length} could not be read, ${seconds} s.`,
  )
  output.event({
    event: 'summary',
    found: photos,
    photos: photos - unreadablePhotos,
    embedded,
    ...files,
    unreadable,
    seconds,
  })
  return unreadable.length > 0 || broken ? exitCodes.someFailed : exitCodes.done
}

const canBeScanned = ({ online, state }: Root): boolean => online || state === 'empty'

/** Adding a folder that is a part of the library already is a mistake worth telling: `scan` is meant. */
export async function add(engine: Engine, folder: string, output: Output): Promise<number> {
  const roots = await engine.call('roots.list')
  const real = safeRealpath(folder)
  const around = roots.find(({ path }) => real === path || real.startsWith(path + sep))
  if (around) output.note(`${folder} is part of the library already (${around.path}); it is scanned again.`)
  return scan(engine, [folder], output)
}

const safeRealpath = (path: string): string => {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
