import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { decodeForModel } from '../../src-main/engine/inference/preprocess/decode.ts'
import { quarters } from '../support/quarters.ts'

const decode = fileURLToPath(new URL('../../src-main/engine/inference/preprocess/decode.ts', import.meta.url))

test('a thread that starts later changes nothing about what others may decode', async () => {
  const picture = await quarters().gif().toBuffer()
  expect((await decodeForModel(picture, { minSide: 8 })).width).toBeGreaterThan(0)
  // what this thread says of decoders is the last word
  const gif = { operation: ['VipsForeignLoadNsgif'] }
  sharp.block(gif)
  onTestFinished(() => sharp.unblock(gif))
  await once(new Worker(decode), 'exit')
  await expect(decodeForModel(picture, { minSide: 8 })).rejects.toMatchObject({ code: 'DAMAGED_IMAGE' })
})
