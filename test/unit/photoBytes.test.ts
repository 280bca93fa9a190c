import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPhoto, usePhoto } from '../../src-main/engine/inference/photoBytes.ts'
import { temporaryFolder } from '../support/library.ts'

test('photos that are read at once have memory of their own; one that is done with lends its memory to the next', async () => {
  const folder = temporaryFolder()
  const file = (name: string, length: number): string => {
    writeFileSync(join(folder, name), Buffer.alloc(length, name))
    return join(folder, name)
  }
  const [first, second] = [await readPhoto(file('a', 3000)), await readPhoto(file('b', 5000))]
  expect([first.bytes.toString(), second.bytes.toString()]).toEqual(['a'.repeat(3000), 'b'.repeat(5000)])
  first.release()
  second.release()
  const third = await readPhoto(file('c', 4000))
  expect(third.bytes.toString()).toBe('c'.repeat(4000))
  expect(third.bytes.buffer).toBe(second.bytes.buffer)
})

test('memory is given back also where a photo could not be used', async () => {
  const file = join(temporaryFolder(), 'photo')
  writeFileSync(file, 'pixels')
  const lent: ArrayBufferLike[] = []
  const fail = (bytes: Buffer): never => {
    lent.push(bytes.buffer)
    throw new Error('no picture')
  }
  await expect(usePhoto(readPhoto(file), async (bytes) => fail(bytes))).rejects.toThrow('no picture')
  await expect(usePhoto(readPhoto(file), async (bytes) => fail(bytes))).rejects.toThrow('no picture')
  expect(lent[1]).toBe(lent[0])
})
