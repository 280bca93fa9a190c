import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../../src-main/setup/lock.mjs'
import { buildStamp, readStamp } from '../../src-main/setup/stamp.mjs'

/** The project's folder. */
export const root = join(import.meta.dirname, '..', '..')
export const out = join(root, 'out')

/** What out/ is to be built from, which does not change under a test. */
let stamp: string | undefined

/** Makes sure that these bundles of electron.config.ts are in out/, built from the sources as they are. */
export async function built(...names: string[]): Promise<void> {
  stamp ??= buildStamp(root)
  // all of it, as npm test has it
  if (readStamp(join(out, '.lumitag-built')) === stamp) return
  await withLock(join(out, '.setup-lock'), async () => {
    for (const name of names) {
      const mark = join(out, `.test-built-${name}`)
      if (readStamp(mark) === stamp) continue
      // most test files come by here, and the bundler takes longer to load than what they test
      const { build } = await import('vite')
      const { bundles } = await import('../../electron.config.ts')
      await build(bundles[name])
      writeFileSync(mark, stamp!)
    }
  })
}
