import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelService } from './models.ts'

/** How often a model that should be in use is looked for while it is gone. */
const EVERY_MS = 2000

/**
 * Puts the model that the user chose in use again as soon as its folder is back and works: a drive was plugged in, or a
 * copy is complete. Answers how to stop.
 */
export function watchForReturn(models: ModelService, use: (id: string) => Promise<void>): () => void {
  let before: string | null = null
  let failed: string | null = null
  let busy = false

  async function look(): Promise<void> {
    const missing = models.missing()
    if (!missing) return
    const state = stateOf(missing.directory)
    // a folder that is being copied changes from one look to the next
    const settled = state !== null && state === before && state !== failed
    before = state
    if (!settled) return
    await use(missing.id).catch(() => (failed = state))
  }

  const timer = setInterval(() => {
    if (busy) return
    busy = true
    void look().finally(() => (busy = false))
  }, EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Names, sizes and times of a folder's files; null if it is not there. */
function stateOf(directory: string): string | null {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map((name) => {
        const { size, mtimeMs } = statSync(join(directory, name))
        return `${name} ${size} ${mtimeMs}`
      })
      .join('\n')
  } catch {
    return null
  }
}
