import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { npmCi } from '../../../src-main/setup/npm.mjs'
import { LeftOut } from '../row.ts'
import { made } from './cache.ts'

/** Megabytes that they take with all that they bring. */
const MEGABYTES = 550
const here = join(import.meta.dirname, '..')
const files = ['package.json', 'package-lock.json']

/**
 * A folder whose node_modules holds transformers.js and exiftool-vendored, of the versions in test/bench/package.json: fetched from the
 * registry once, without running anything of it. LeftOut where that cannot be done.
 */
export async function peerPackages(cache: string): Promise<string> {
  const lock = createHash('sha256').update(readFileSync(join(here, 'package-lock.json')))
  const folder = join(cache, `peers-${lock.digest('hex').slice(0, 8)}`)
  try {
    return await made(folder, MEGABYTES, async (unfinished) => {
      mkdirSync(unfinished)
      for (const file of files) copyFileSync(join(here, file), join(unfinished, file))
      await npmCi(unfinished, () => {})
    })
  } catch (error) {
    throw new LeftOut(`What this is compared with is not there. ${(error as Error).message.trim()}`)
  }
}
