import { fileURLToPath } from 'node:url'
import { createEngine } from '../../src-main/engine/engine.ts'
import { startBundle } from './programs.ts'

/*
 * A process of its own that accepts a tag on all photos and syncs their sidecars: what the kill test kills. It says
 * "syncing" when that begins. Arguments: library, tag.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const [dataDir, path] = process.argv.slice(2) as [string, string]
const source = { kind: 'all' } as const

const engine = await createEngine({
  dataDir,
  modelsDir: `${root}models`,
  resourcesDir: `${root}resources`,
  threads: 1,
  providers: { names: [] },
  spawn: startBundle({ threads: 1 }),
})
const { ids: photoIds } = await engine.call('photos.index', { source })
await engine.call('tags.decide', { photoIds, path, decision: 'accept' })
await engine.call('sidecars.sync', { source, direction: 'sync' })
process.send?.('syncing')
await engine.idle()
await engine.close()
process.disconnect?.()
