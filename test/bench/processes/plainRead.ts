import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { answer } from './ask.ts'

/** Reads a file into new memory, in pieces of a size that suits the system; answers how long that took in ms. */
export interface PlainReadInput {
  file: string
}

const PIECE = 8 * 1024 ** 2

await answer(async ({ file }: PlainReadInput): Promise<{ ms: number }> => {
  const start = performance.now()
  const descriptor = openSync(file, 'r')
  const { size } = fstatSync(descriptor)
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size;) at += readSync(descriptor, bytes, at, Math.min(PIECE, size - at), at)
  closeSync(descriptor)
  return { ms: performance.now() - start }
})
