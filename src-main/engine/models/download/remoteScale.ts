import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { Hub } from './hub.ts'
import { retry } from './retry.ts'
import { orStall } from './stall.ts'
import { connectionError } from './transient.ts'

/** Logarithm of the scale, and the bias; CLIP has none. */
export interface LearnedScale {
  log: number
  bias: number | null
}

const MAX_HEADER = 100_000_000
const header = z.record(
  z.string(),
  z.looseObject({ dtype: z.string().optional(), data_offsets: z.tuple([z.int(), z.int()]).optional() }),
)
const index = z.object({ weight_map: z.record(z.string(), z.string()) })

/**
 * Reads scale and bias out of the original weights, which the ONNX towers leave out (SIGLIP2.md section 1.5): a few
 * hundred kilobytes of a file of gigabytes. A safetensors file is an 8-byte length, a JSON header of that length that says
 * where each tensor lies, and the tensors; big checkpoints have several, and an index.
 */
export async function readRemoteScale(
  hub: Hub,
  checkpoint: string,
  signal: AbortSignal,
): Promise<LearnedScale> {
  const files = new Map((await hub.list(checkpoint, signal)).map((file) => [file.path, file]))
  const INDEX = 'model.safetensors.index.json'
  const shards = files.has(INDEX)
    ? index.parse(JSON.parse((await read(INDEX, 0, files.get(INDEX)!.bytes)).toString())).weight_map
    : {}

  const log = await scalar('logit_scale')
  if (log === null) throw unreadable('there is no logit_scale in it')
  return { log, bias: await scalar('logit_bias') }

  async function scalar(name: string): Promise<number | null> {
    const path = shards[name] ?? 'model.safetensors'
    const length = Number((await read(path, 0, 8)).readBigUInt64LE())
    if (length > MAX_HEADER) throw unreadable(`${path} is not a safetensors file`)
    const entry = header.parse(JSON.parse((await read(path, 8, length)).toString()))[name]
    if (!entry?.data_offsets) return null
    if (entry.dtype !== 'F32') throw unreadable(`${name} is stored as ${entry.dtype}`)
    return (await read(path, 8 + length + entry.data_offsets[0], 4)).readFloatLE()
  }

  function read(path: string, from: number, length: number): Promise<Buffer> {
    const { retryMs, stallMs } = hub.settings
    return retry(
      async () => {
        const answer = await hub.open(checkpoint, path, signal, { from, to: from + length - 1 })
        if (answer.statusCode !== 206) {
          answer.destroy()
          throw unreadable('the server does not hand out parts of files')
        }
        const bytes = await orStall(buffer(answer), stallMs, (why) => answer.destroy(why)).catch(
          (error: unknown) => {
            throw connectionError(error, new URL(hub.settings.endpoint).host)
          },
        )
        if (bytes.length !== length) throw unreadable(`${path} ended too early`)
        return bytes
      },
      { signal, retryMs },
    )
  }

  function unreadable(why: string): LumitagError {
    return new LumitagError('DOWNLOAD_FAILED', `The scale of ${checkpoint} could not be read: ${why}.`)
  }
}
