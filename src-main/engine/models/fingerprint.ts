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
 * Names a tower by the bytes of all its files, so that embeddings and label vectors are never mixed up between models,
 * whatever their folders are called, and never outlive a change of weights. Each file is hashed once: a large one takes a
 * second.
 */
export async function fingerprintOf(files: readonly string[], settings: Settings): Promise<string> {
  const fingerprints: string[] = []
  for (const file of files) fingerprints.push(await fingerprintOfFile(file, settings))
  if (fingerprints.length === 1) return fingerprints[0]!
  return shortened(createHash('sha256').update(fingerprints.join(' ')).digest('hex'))
}

async function fingerprintOfFile(file: string, settings: Settings): Promise<string> {
  const { size, mtimeMs: modifiedAt } = statSync(file)
  const key = `fingerprint:${file}`
  const known = settings.get<Known>(key)
  if (known?.size === size && known.modifiedAt === modifiedAt) return known.fingerprint
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const fingerprint = shortened(hash.digest('hex'))
  settings.set(key, { size, modifiedAt, fingerprint } satisfies Known)
  return fingerprint
}

const shortened = (hash: string): string => hash.slice(0, 16)
