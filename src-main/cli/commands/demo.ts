import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultLibrary, programFolder } from '../../engine/places.ts'
import type { Output } from '../output.ts'
import { withEngine, type GlobalOptions } from '../session.ts'
import { tag } from './tag.ts'

/** The main job on the sample pictures, in a library of its own that is made anew each time. */
export async function demo(options: GlobalOptions, output: Output): Promise<number> {
  const library = options.library ?? `${defaultLibrary()}-demo`
  const photos = join(library, 'photos')
  // only what an earlier demo made: nothing else of that folder is touched
  for (const name of ['photos', 'library.db', 'library.db-wal', 'library.db-shm'])
    await rm(join(library, name), { recursive: true, force: true })
  const samples = join(programFolder(), 'resources', 'samples')
  await cp(samples, photos, {
    recursive: true,
    filter: (path) => !/\/render(\/|$)|\.md$|LICENSE$/.test(path.replaceAll('\\', '/')),
  })
  output.say(`Tagging the sample pictures in ${photos}\n`)
  const code = await withEngine({ ...options, library }, output, (engine) =>
    tag(engine, photos, { sidecars: true }, output),
  )
  output.say(`\nThe sidecars are beside the pictures: ${join(photos, '**', '*.xmp')}`)
  output.say(`Look at the result in the app:  npm start -- serve --open --library "${library}"`)
  return code
}
