import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Settings } from '../store/settings.ts'

interface Known {
  size: number
  modifiedAt: number
  fingerprint: string
}

/**
 * Names a tower by its bytes, so that embeddings and label vectors are never mixed up between models, whatever their
 * folders are called. Computed once per file: hashing a large tower takes a second.
 */
export async function fingerprintOf(file: string, settings: Settings): Promise<string> {
  const { size, mtimeMs: modifiedAt } = statSync(file)
  const key = `fingerprint:${file}`
  const known = settings.get<Known>(key)
  if (known?.size === size && known.modifiedAt === modifiedAt) return known.fingerprint
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const fingerprint = hash.digest('hex').slice(0, 16)
  settings.set(key, { size, modifiedAt, fingerprint } satisfies Known)
  return fingerprint
}
