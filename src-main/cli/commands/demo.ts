import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { copySamples } from '../../engine/library/samples.ts'
import { programFolder, usualLibrary } from '../../engine/places.ts'
import { lockLibrary } from '../../engine/store/open.ts'
import type { Output } from '../output.ts'
import { withEngine, type GlobalOptions } from '../session.ts'
import { tag } from './tag.ts'

/** The main job on the sample pictures, in a library of its own that is made anew each time. */
export async function demo(options: GlobalOptions, output: Output): Promise<number> {
  const library = options.library ?? `${usualLibrary()}-demo`
  const photos = join(library, 'photos')
  await clear(library)
  await copySamples(join(programFolder(), 'resources'), photos)
  output.say(`Tagging the sample pictures in ${photos}\n`)
  const code = await withEngine({ ...options, library }, output, (engine) =>
    tag(engine, photos, { sidecars: true }, output),
  )
  output.say(`\nThe sidecars are beside the pictures: ${join(photos, '**', '*.xmp')}`)
  output.say(`Look at the result in the app:  npm start -- serve --open --library "${library}"`)
  return code
}

/** Marks a library that a demo made, and that the next demo may make anew. */
const MARK = 'made-by-lumitag-demo'

/** An empty library of the demo's own. Whatever else the folder is or holds is left alone: then it is refused. */
async function clear(library: string): Promise<void> {
  await mkdir(library, { recursive: true }).catch((error: Error) => {
    throw new LumitagError('FOLDER_UNREADABLE', `${library} cannot be used (${error.message}).`)
  })
  const names = await readdir(library)
  if (names.length > 0 && !names.includes(MARK))
    throw new LumitagError(
      'BAD_INPUT',
      `${library} is not empty and no demo made it. Name an empty folder with --library, or leave it out.`,
    )
  await writeFile(join(library, MARK), '')
  // not under the feet of a Lumitag that has it open
  const unlock = lockLibrary(join(library, 'library.lock'))
  try {
    for (const name of ['photos', 'library.db', 'library.db-wal', 'library.db-shm'])
      await rm(join(library, name), { recursive: true, force: true })
  } finally {
    unlock()
  }
}
