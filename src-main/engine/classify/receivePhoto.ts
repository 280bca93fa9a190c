import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { LumitagError, toErrorData, type ErrorData } from '../../../src-shared/errors.ts'
import { MOST_DROPPED_BYTES, TOO_BIG_TO_DROP } from '../../../src-shared/limits.ts'
import { statusOf } from '../media/answer.ts'

/** What a shell needs of the engine to take a photo that is dropped into its window. */
export interface DropTarget {
  place(): Promise<{ id: number; path: string }>
  accept(id: number): Promise<void>
  forget(id: number): Promise<void> | void
}

/** The answer to a window that posts a photo: 201 with its id, else the error as data. */
export async function receivePhoto(
  body: AsyncIterable<Uint8Array> | null,
  declaredBytes: number | null,
  target: DropTarget,
): Promise<{ status: number; answer: { id: number } | ErrorData }> {
  try {
    if (declaredBytes !== null && declaredBytes > MOST_DROPPED_BYTES) throw tooBig()
    const { id, path } = await target.place()
    try {
      await writeWhole(body ?? empty(), path)
    } catch (error) {
      await target.forget(id)
      throw error
    }
    await target.accept(id)
    return { status: 201, answer: { id } }
  } catch (error) {
    const data = toErrorData(error)
    return { status: statusOf(data.code), answer: data }
  }
}

/** Writes what arrives, for this user alone; under its name only when all of it is there. */
async function writeWhole(body: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const part = `${path}.part`
  try {
    await pipeline(bounded(body), createWriteStream(part, { flags: 'wx', mode: 0o600 }))
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
}

async function* bounded(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > MOST_DROPPED_BYTES) throw tooBig()
    yield chunk
  }
}

async function* empty(): AsyncIterable<Uint8Array> {}

const tooBig = (): LumitagError => new LumitagError('FILE_TOO_BIG', TOO_BIG_TO_DROP)
