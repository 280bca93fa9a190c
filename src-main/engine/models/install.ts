import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatBytes } from '../../../src-shared/bytes.ts'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { CatalogueModel, Precision } from '../../../src-shared/schemas/catalogue.ts'
import { diskError } from '../diskError.ts'
import type { JobContext } from '../jobs/runner.ts'
import { chooseFiles } from './download/chooseFiles.ts'
import { downloadFile } from './download/downloadFile.ts'
import type { Hub, RemoteFile } from './download/hub.ts'
import { readRemoteScale, type LearnedScale } from './download/remoteScale.ts'
import { checkOf } from './download/verify.ts'

export interface InstallParameters {
  name: string
  precision: Precision
  textPrecision: Precision
}

/** What is left free for everything else on the disk. */
const SPARE_BYTES = 256 * 1024 * 1024
const PROGRESS_EVERY_MS = 100

/**
 * Downloads a model into `<directory>/<name>`. Everything is brought together in `<name>.part`, where a later run goes on,
 * and gets its name when all of it is there and verified: a model folder is whole or not there.
 */
export async function install(
  model: CatalogueModel,
  directory: string,
  hub: Hub,
  { parameters, signal, turn, progress }: JobContext<InstallParameters>,
): Promise<{ files: RemoteFile[]; exactScale: boolean }> {
  const repository = model.repository!
  const folder = join(directory, model.name)
  const staging = `${folder}.part`
  try {
    await turn()
    const files = chooseFiles(
      await hub.list(repository, signal),
      repository,
      parameters.precision,
      parameters.textPrecision,
    )
    await mkdir(staging, { recursive: true })
    await removeOthers(staging, files)
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    const here = await bytesHere(staging, files)
    const done = (): number => [...here.values()].reduce((sum, bytes) => sum + bytes, 0)
    progress({ done: done(), total, failed: 0 })
    await checkSpace(staging, total - done())

    let told = performance.now()
    for (const file of files)
      await downloadFile(hub, repository, file, staging, {
        signal,
        turn,
        received(bytes) {
          here.set(file.path, bytes)
          if (performance.now() - told < PROGRESS_EVERY_MS && done() < total) return
          told = performance.now()
          progress({ done: done(), total, failed: 0 })
        },
      })
    const { scale, exactScale } = await scaleOf(model, hub, signal)
    if (scale) await writeScale(join(staging, 'config.json'), scale)
    await rename(staging, folder)
    return { files, exactScale }
  } catch (error) {
    throw diskError(error, directory)
  }
}

/** "5 files verified by SHA-256, 1 by size alone": how sure it is that what came is what was published. */
export function describeChecks(files: readonly RemoteFile[]): string {
  const words = { sha256: 'by SHA-256', git: 'by Git hash', size: 'by size alone' }
  const count = Object.groupBy(files, checkOf)
  return (['sha256', 'git', 'size'] as const)
    .flatMap((check) => (count[check] ? [`${count[check].length} ${words[check]}`] : []))
    .join(', ')
}

/** What an earlier choice of precisions left is not wanted any more, and would win over what is. */
async function removeOthers(staging: string, files: readonly RemoteFile[]): Promise<void> {
  const wanted = files.map(({ path }) => join(staging, path))
  const kept = new Set(wanted.flatMap((path) => [path, `${path}.part`, `${path}.part.etag`]))
  for (const entry of await readdir(staging, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isDirectory() && !kept.has(path)) await rm(path)
  }
}

/** How much of each file an earlier run brought. */
async function bytesHere(staging: string, files: readonly RemoteFile[]): Promise<Map<string, number>> {
  const here = new Map<string, number>()
  for (const { path, bytes } of files)
    for (const file of [join(staging, path), join(staging, `${path}.part`)])
      if (existsSync(file)) here.set(path, Math.min(bytes, (await stat(file)).size))
  return here
}

async function checkSpace(staging: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(staging)
  const free = bavail * bsize
  if (needed + SPARE_BYTES > free)
    throw new LumitagError(
      'NO_SPACE',
      `The model needs ${formatBytes(needed)} more, and the disk of ${staging} has ${formatBytes(free)} free, of which ${formatBytes(SPARE_BYTES)} stay so. Make room, choose a smaller precision, or name a library on another disk with --library <dir>.`,
    )
}

/** The learned scale: known, else read from the original weights, else what somebody reported, else unknown. */
async function scaleOf(
  { scale, checkpoint }: CatalogueModel,
  hub: Hub,
  signal: AbortSignal,
): Promise<{ scale: LearnedScale | null; exactScale: boolean }> {
  if (scale?.from === 'confirmed') return { scale, exactScale: true }
  try {
    return { scale: await readRemoteScale(hub, checkpoint, signal), exactScale: true }
  } catch {
    // the order of scores does not depend on it: no reason to throw away what was downloaded
    signal.throwIfAborted()
    return { scale, exactScale: false }
  }
}

/** Where modelFolder.ts looks for it; the published config.json has no such fields. */
async function writeScale(file: string, { log, bias }: LearnedScale): Promise<void> {
  const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  const learned = { logit_scale: log, ...(bias === null ? {} : { logit_bias: bias }) }
  await writeFile(file, `${JSON.stringify({ ...config, ...learned }, null, 2)}\n`)
}

export const isInstalled = (directory: string, name: string): boolean => existsSync(join(directory, name))
