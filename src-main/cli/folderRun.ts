import type { Job } from '../../src-shared/schemas/job.ts'
import type { PhotoSource } from '../../src-shared/schemas/photo.ts'
import type { Engine } from '../engine/engine.ts'
import type { Output } from './output.ts'
import { runJobs } from './progress.ts'

/** What a run over a folder found and did. */
export interface FolderRun {
  source: PhotoSource
  /** ids of the folder's photos */
  photos: Set<number>
  /** photos that were embedded in this run, and that failed in it */
  embedded: number
  unreadable: Unreadable[]
  /** how many of these are photos: the others are folders */
  unreadablePhotos: number
  jobs: Job[]
}

/** Adds a folder if it is new, scans it and indexes what needs it. Fails as a whole only if the folder cannot be read. */
export async function runFolder(engine: Engine, path: string, output: Output): Promise<FolderRun> {
  const { id, folder } = await engine.call('roots.add', { path })
  const jobs = await runJobs(engine, output)
  const broken = jobs.find(({ state }) => state === 'failed')
  if (broken) output.note(`${broken.title}: ${broken.message}`)
  const source: PhotoSource = { kind: 'folder', rootId: id, path: folder }
  const photos = new Set((await engine.call('photos.index', { source })).ids)
  return {
    source,
    photos,
    embedded: sum(jobs, 'index', 'embedded'),
    ...(await unreadableIn(engine, photos, jobs)),
    jobs,
  }
}

/** A number of the results of all jobs of a kind. */
export function sum(jobs: readonly Job[], kind: Job['kind'], field: string): number {
  return jobs.reduce((total, job) => total + (job.kind === kind ? (job.result?.[field] ?? 0) : 0), 0)
}

/** What could not be read: a photo, or a folder with all that is in it. */
export interface Unreadable {
  path: string
  code: string
  message: string
}

async function unreadableIn(
  engine: Engine,
  photos: ReadonlySet<number>,
  jobs: readonly Job[],
): Promise<Pick<FolderRun, 'unreadable' | 'unreadablePhotos'>> {
  const { ids } = await engine.call('photos.index', { source: { kind: 'unreadable' } })
  const details = await Promise.all(
    ids.filter((id) => photos.has(id)).map((id) => engine.call('photos.get', { id })),
  )
  const scans = jobs.filter(({ kind, failed }) => kind === 'scan' && failed > 0)
  const folders = await Promise.all(scans.map(({ id }) => engine.call('jobs.problems', { id })))
  return {
    unreadable: [
      ...folders.flat().map(({ path, code, message }) => ({ path, code, message })),
      ...details.map(({ location, problem }) => ({ path: location, ...problem! })),
    ],
    unreadablePhotos: details.length,
  }
}

/** Lists what could not be done and why. */
export function sayUnreadable(output: Output, unreadable: readonly Unreadable[]): void {
  for (const problem of unreadable) output.event({ event: 'skipped', ...problem })
  if (unreadable.length === 0) return
  output.say(`\n${unreadable.length} could not be read:`)
  output.table(
    ['Path', 'Code', 'Why'],
    unreadable.map(({ path, code, message }) => [path, code, message]),
  )
}
