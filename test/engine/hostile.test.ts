import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bombs } from '../support/bombs.ts'
import { temporaryFolder } from '../support/library.ts'
import { measuredInference } from '../support/measuredInference.ts'
import { nef } from '../support/rawFiles.ts'
import { quarters } from '../support/quarters.ts'

/** Far more than a file may take, for busy computers: what matters is that it ends. */
const LIMIT_MS = 150_000
/** A decode process of one worker takes about 100 MB with nothing to do. */
const MOST_BYTES = 600 * 1024 ** 2

test('files that claim, or are, 60,000 x 60,000 pixels are refused before they take memory', async () => {
  const folder = temporaryFolder()
  const inference = measuredInference(LIMIT_MS)
  const outcomes: Record<string, string> = {}
  for (const [name, make] of bombs) {
    await writeFile(join(folder, name), await make())
    outcomes[name] = await inference.outcome(join(folder, name))
  }
  expect(outcomes).toEqual(Object.fromEntries(bombs.map(([name]) => [name, 'IMAGE_TOO_LARGE'])))
  expect(inference.peak()).toBeLessThan(MOST_BYTES)
  expect(inference.starts()).toBe(1)
})

test('EXIF that points into itself, past its end or to nothing stops no photo', async () => {
  const folder = temporaryFolder()
  const inference = measuredInference(LIMIT_MS)
  const whole = await quarters().withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const tiff = whole.indexOf('Exif\0\0', 0, 'latin1') + 6
  const isLittle = whole[tiff] === 0x49
  const write = (bytes: Buffer, value: number, at: number): number =>
    isLittle ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at)
  const outcomes = []
  for (const [at, value] of [
    [4, 4], // the first directory is the header
    [4, 0xffffffff],
    [14, 0xffffffff], // as many values as there can be
    [4, 0],
  ] as const) {
    const bytes = Buffer.from(whole)
    write(bytes, value, tiff + at)
    const file = join(folder, `${at} ${value}.jpg`)
    await writeFile(file, bytes)
    outcomes.push(await inference.outcome(file))
  }
  expect(outcomes).toEqual(['picture', 'picture', 'picture', 'picture'])
})

test('directories of a RAW file that lead in a circle end', async () => {
  const file = join(temporaryFolder(), 'circle.nef')
  const bytes = await nef()
  // the directory below the first one names the first one as its next
  bytes.writeUInt32LE(16, 512 + 2 + bytes.readUInt16LE(512) * 12)
  await writeFile(file, bytes)
  expect(await measuredInference(LIMIT_MS).outcome(file)).toBe('picture')
})
