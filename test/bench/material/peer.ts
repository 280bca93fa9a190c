import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { npmCi } from '../../../src-main/setup/npm.mjs'
import { LeftOut } from '../row.ts'
import { made } from './cache.ts'

/** Megabytes that transformers.js takes with all that it brings. */
const MEGABYTES = 500
const here = join(import.meta.dirname, '..')
const files = ['package.json', 'package-lock.json']

/**
 * A folder whose node_modules holds transformers.js, of the version in test/bench/package.json: fetched from the
 * registry once, without running anything of it. LeftOut where that cannot be done.
 */
export async function peerPackages(cache: string): Promise<string> {
  const lock = createHash('sha256').update(readFileSync(join(here, 'package-lock.json')))
  const folder = join(cache, `transformersjs-${lock.digest('hex').slice(0, 8)}`)
  try {
    return await made(folder, MEGABYTES, async (unfinished) => {
      mkdirSync(unfinished)
      for (const file of files) copyFileSync(join(here, file), join(unfinished, file))
      await npmCi(unfinished, () => {})
    })
  } catch (error) {
    throw new LeftOut(`transformers.js is not there. ${(error as Error).message.trim()}`)
  }
}
