import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { decodePhoto } from '../../../src-main/engine/inference/indexPhoto.ts'
import { prepare } from '../../../src-main/engine/inference/preprocess/imageProcessor.ts'
import { embedImage } from '../../../src-main/engine/inference/towers.ts'
import { readModelFolder } from '../../../src-main/engine/models/modelFolder.ts'
import { answer } from './ask.ts'

/** What one photo costs in CPU time, part by part, on one thread. */
export interface PartsInput {
  model: string
  photos: string
}
export interface PartsOutput {
  decodeMs: number
  inferMs: number
}

sharp.concurrency(1)
sharp.cache(false)

await answer(async ({ model, photos }: PartsInput): Promise<PartsOutput> => {
  const { vision } = readModelFolder(model)
  const files = readdirSync(photos)
  const spent = { decodeMs: 0, inferMs: 0 }
  const measure = async <T>(part: keyof PartsOutput, work: () => Promise<T>): Promise<T> => {
    const before = process.cpuUsage()
    const result = await work()
    const { user, system } = process.cpuUsage(before)
    spent[part] += (user + system) / 1000
    return result
  }
  const one = async (file: string): Promise<void> => {
    const bytes = readFileSync(join(photos, file))
    const input = await measure('decodeMs', async () =>
      prepare(await decodePhoto(bytes, vision.processor), vision.processor),
    )
    await measure('inferMs', () => embedImage(vision, input))
  }
  for (const file of files.slice(0, 3)) await one(file)
  Object.assign(spent, { decodeMs: 0, inferMs: 0 })
  for (const file of files) await one(file)
  return { decodeMs: spent.decodeMs / files.length, inferMs: spent.inferMs / files.length }
})
