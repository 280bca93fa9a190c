import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { RemoteFile } from './hub.ts'

/** What a file can be checked by: its SHA-256, Git's hash (SHA-1 over a header and the bytes), or its size alone. */
export type Check = 'sha256' | 'git' | 'size'

export const checkOf = ({ sha256, gitHash }: RemoteFile): Check =>
  sha256 !== null ? 'sha256' : gitHash !== null ? 'git' : 'size'

/** Compares a file on this disk with what the hub says about it. HASH_MISMATCH if they differ. */
export async function verify(path: string, file: RemoteFile, signal: AbortSignal): Promise<void> {
  const { size } = await stat(path)
  const wrong = (what: string): LumitagError =>
    new LumitagError(
      'HASH_MISMATCH',
      `${file.path} arrived with the wrong ${what}, and was deleted. Run it again; if it happens again, a proxy or mirror changes files: use another one.`,
    )
  if (size !== file.bytes) throw wrong('size')
  const check = checkOf(file)
  if (check === 'size') return
  const hash = createHash(check === 'git' ? 'sha1' : 'sha256')
  if (check === 'git') hash.update(`blob ${size}\0`)
  await pipeline(createReadStream(path), hash, { signal })
  if (hash.digest('hex') !== (file.sha256 ?? file.gitHash)) throw wrong('content')
}
