import { fork } from 'node:child_process'
import { join } from 'node:path'
import { createEngine } from '../../../src-main/engine/engine.ts'
import { projectRoot } from '../material/places.ts'
import { answer } from './ask.ts'

/** A sync of all photos of a folder by the product's own engine, as the CLI runs it. */
export interface SyncingInput {
  library: string
  photos: string
  tags: string[][]
}
export interface SyncingOutput {
  written: number
  seconds: number
  /** the same again, with nothing to do */
  againSeconds: number
}

await answer(async ({ library, photos, tags }: SyncingInput): Promise<SyncingOutput> => {
  const engine = await createEngine({
    dataDir: library,
    modelsDir: join(projectRoot, 'models'),
    resourcesDir: join(projectRoot, 'resources'),
    spawn: (entry) =>
      fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }),
    providers: { names: [] },
  })
  await engine.call('jobs.setPace', { mode: 'full' })
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const source = { kind: 'all' } as const
  const { ids: photoIds } = await engine.call('photos.index', { source })
  for (const tag of tags)
    await engine.call('tags.decide', { photoIds, path: tag.join(' > '), decision: 'accept' })
  const sync = async (): Promise<{ written: number; seconds: number }> => {
    const start = performance.now()
    const { id } = await engine.call('sidecars.sync', { source, direction: 'sync' })
    await engine.idle()
    const seconds = (performance.now() - start) / 1000
    const job = (await engine.call('jobs.list')).find((candidate) => candidate.id === id)
    if (job?.state !== 'done' || job.failed > 0) throw new Error(`The sync failed: ${job?.message}`)
    return { written: job.result?.written ?? 0, seconds }
  }
  const first = await sync()
  const again = await sync()
  await engine.close()
  if (first.written !== photoIds.length || again.written !== 0)
    throw new Error(`${first.written} and ${again.written} of ${photoIds.length} sidecars were written.`)
  return { ...first, againSeconds: again.seconds }
})
