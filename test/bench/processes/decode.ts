import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { decodePhoto, writeThumbnail } from '../../../src-main/engine/inference/indexPhoto.ts'
import { prepare, type ImageProcessor } from '../../../src-main/engine/inference/preprocess/imageProcessor.ts'
import { cpuMs } from '../machine/cpu.ts'
import { answer } from './ask.ts'

/** What a photo costs in CPU time as the model's input, with and without a thumbnail, and at its cheapest. */
export interface DecodeInput {
  processor: ImageProcessor
  photos: string
  /** an empty folder */
  thumbnails: string
  rounds: number
}
/** CPU milliseconds per photo. */
export interface DecodeRound {
  input: number
  inputAndThumbnail: number
  /** sharp alone, straight to the model's size: fewer pixels than either needs */
  bare: number
}

sharp.concurrency(1)
sharp.cache(false)

await answer(async ({ processor, photos, thumbnails, rounds }: DecodeInput) => {
  const files = readdirSync(photos).map((name) => readFileSync(join(photos, name)))
  let written = 0
  const variants: Record<keyof DecodeRound, (bytes: Buffer) => Promise<unknown>> = {
    input: async (bytes) => prepare(await decodePhoto(bytes, processor), processor),
    inputAndThumbnail: async (bytes) => {
      const photo = await decodePhoto(bytes, processor)
      await writeThumbnail(photo, join(thumbnails, `${written++}.jpg`))
      return prepare(photo, processor)
    },
    bare: (bytes) => sharp(bytes).resize(processor.size, processor.size, { fit: 'fill' }).raw().toBuffer(),
  }
  const round = async (): Promise<DecodeRound> => {
    const spent: DecodeRound = { input: 0, inputAndThumbnail: 0, bare: 0 }
    for (const bytes of files)
      for (const name of Object.keys(variants) as (keyof DecodeRound)[]) {
        const before = cpuMs()
        await variants[name](bytes)
        spent[name] += (cpuMs() - before) / files.length
      }
    return spent
  }
  await round()
  const all: DecodeRound[] = []
  for (let count = 0; count < rounds; count++) all.push(await round())
  return all
})
