import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Where the bench keeps what it makes once: LUMITAG_BENCH_CACHE, else the system's folder for caches. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.LUMITAG_BENCH_CACHE) return resolve(env.LUMITAG_BENCH_CACHE)
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'lumitag-bench')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'lumitag-bench')
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lumitag-bench')
}

/** Makes a file or folder of the cache unless it is there; whole or not at all. `megabytes` must be free for it. */
export async function made(
  path: string,
  megabytes: number,
  make: (path: string) => void | Promise<void>,
): Promise<string> {
  if (existsSync(path)) return path
  mkdirSync(dirname(path), { recursive: true })
  const { bavail, bsize } = statfsSync(dirname(path))
  const free = Math.round((bavail * bsize) / 1e6)
  if (free < megabytes + 500)
    throw new Error(
      `${path} needs ${megabytes} MB and ${free} MB are free. Make room, or name another place: LUMITAG_BENCH_CACHE=<folder>`,
    )
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.part`
  try {
    await make(unfinished)
    renameSync(unfinished, path)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return path
}
