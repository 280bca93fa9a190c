import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { Hub, RemoteFile } from './hub.ts'
import { retry } from './retry.ts'
import { orStall } from './stall.ts'
import { connectionError, TransientError } from './transient.ts'
import { verify } from './verify.ts'

/** The user's hand on a download. */
export interface Steering {
  signal: AbortSignal
  /** Waits while it is paused; throws when it was cancelled. */
  turn(): Promise<void>
  /** How many bytes of this file are here; never less than a moment ago, unless it had to begin anew. */
  received(bytes: number): void
}

/**
 * Brings one file of a repository into a folder. Bytes go to `<path>.part`, which a later call goes on with; the file
 * gets its name once it is whole and verified. A wrong file is deleted, and tried once more only when asked again.
 */
export async function downloadFile(
  hub: Hub,
  repository: string,
  file: RemoteFile,
  directory: string,
  steering: Steering,
): Promise<void> {
  const { signal, received } = steering
  const target = join(directory, file.path)
  const part = `${target}.part`
  if ((await sizeOf(target)) !== null) {
    // verified when it came, but the repository may have changed since
    const good = await verify(target, file, signal).then(() => true, onlyIfWrong)
    if (good) return received(file.bytes)
    await rm(target)
  }
  await mkdir(dirname(target), { recursive: true })
  let here = (await sizeOf(part)) ?? 0
  received(here)
  await retry(
    async () => {
      if (here > file.bytes) here = 0
      while (here < file.bytes) here = await take(here)
    },
    { signal, retryMs: hub.settings.retryMs, progress: () => here },
  )
  if (file.bytes === 0) await writeFile(part, '')
  try {
    await verify(part, file, signal)
  } catch (error) {
    if (error instanceof LumitagError) await forget()
    throw error
  }
  await rename(part, target)
  await rm(etagOf(part), { force: true })

  /** Asks for what is missing and writes it; answers how much is here then. */
  async function take(from: number): Promise<number> {
    await steering.turn()
    const ifEtag = from > 0 ? await readFile(etagOf(part), 'utf8').catch(() => null) : null
    const answer = await hub.open(repository, file.path, signal, from > 0 ? { from, ifEtag } : undefined)
    const start = answer.statusCode === 200 ? 0 : startOf(answer)
    if (start !== 0 && start !== from) {
      // the file is another one now: what is here is no part of it
      answer.destroy()
      await forget()
      here = 0
      throw new TransientError(
        'DOWNLOAD_FAILED',
        `${file.path} changed on the server meanwhile. Run it again.`,
      )
    }
    await rememberEtag(answer)
    const handle = await open(part, start === 0 ? 'w' : 'a')
    try {
      here = start
      for await (const chunk of chunks(answer)) {
        await handle.appendFile(chunk)
        here += chunk.length
        received(here)
        if (here > file.bytes) break // verify tells
        await steering.turn()
      }
      await handle.sync()
    } finally {
      answer.destroy()
      await handle.close()
    }
    if (here === from) throw new TransientError('DOWNLOAD_FAILED', `${file.path}: the server sent nothing.`)
    return here
  }

  async function* chunks(answer: IncomingMessage): AsyncGenerator<Buffer> {
    const bytes = answer[Symbol.asyncIterator]() as AsyncIterator<Buffer, void>
    for (;;) {
      const next = await orStall(bytes.next(), hub.settings.stallMs, (why) => answer.destroy(why)).catch(
        (error: unknown) => {
          signal.throwIfAborted()
          throw connectionError(error, new URL(hub.settings.endpoint).host)
        },
      )
      if (next.done) return
      yield next.value
    }
  }

  /** Only a strong tag can say that a file is still the same one, byte by byte (RFC 9110, section 13.1.5). */
  async function rememberEtag({ headers: { etag } }: IncomingMessage): Promise<void> {
    if (etag && !etag.startsWith('W/')) await writeFile(etagOf(part), etag)
    else await rm(etagOf(part), { force: true })
  }

  async function forget(): Promise<void> {
    await rm(part, { force: true })
    await rm(etagOf(part), { force: true })
  }
}

const etagOf = (part: string): string => `${part}.etag`

const startOf = ({ headers }: IncomingMessage): number =>
  Number(/^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1] ?? NaN)

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  )

function onlyIfWrong(error: unknown): false {
  if (error instanceof LumitagError && error.code === 'HASH_MISMATCH') return false
  throw error
}
