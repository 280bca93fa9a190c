import { readdir, rm, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { thumbnailFile } from '../media/thumbnail.ts'

/** Made pictures in a folder, as they are named by content (media/thumbnail.ts). */
export interface MadePictures {
  /** files of no photo, empty ones, and what was left half written */
  leftover: string[]
  /** contents that have no picture */
  missing: string[]
}

/** A younger unfinished file is just being written. */
const HALF_WRITTEN_MS = 60 * 60 * 1000

/** Compares a folder of made pictures with the contents that photos have. */
export async function lookAtPictures(folder: string, contents: ReadonlySet<string>): Promise<MadePictures> {
  const there = new Set<string>()
  const leftover: string[] = []
  for (const entry of await filesBelow(folder)) {
    const { name, ext } = parse(entry)
    const { size, mtimeMs } = await stat(entry).catch(() => ({ size: 0, mtimeMs: 0 }))
    const isWanted = ext === '.jpg' && contents.has(name) && entry === thumbnailFile(folder, name)
    if (isWanted && size > 0) there.add(name)
    else if (ext !== '.tmp' || Date.now() - mtimeMs > HALF_WRITTEN_MS) leftover.push(entry)
  }
  return { leftover, missing: [...contents].filter((content) => !there.has(content)) }
}

/** Deletes files; answers how many are gone. */
export async function removeFiles(files: readonly string[]): Promise<number> {
  let removed = 0
  for (const file of files)
    await rm(file).then(
      () => removed++,
      () => {},
    )
  return removed
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
