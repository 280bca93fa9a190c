import { constants } from 'node:fs'
import { open, statfs, type FileHandle } from 'node:fs/promises'
import type { VectorStore } from './vectorStore.ts'

/*
 * A copy of one model's vectors that is read straight into memory: <path>.vectors holds the rows as they lie there,
 * <path>.rows a header and, for each row, its content and a seal. Nothing is believed that is not proven: a row counts
 * if its seal is right and every row before it counts, so it does not matter where writing was cut off.
 */

const HEADER_BYTES = 4096
const FLOAT_BYTES = 4
/** content and seal, 32 bits each, little-endian as all computers are that this program runs on */
const RECORD_BYTES = 8
const CHUNK_BYTES = 8 * 1024 * 1024
/** Reads under way at once: the first touch of memory takes longer than the reading, and other cores can help with it. */
const READERS = 4
/** The copy only saves time: it never takes the last of a disk, which the database needs. */
const SPARE_BYTES = 1024 ** 3

export interface VectorFile {
  /** Reads the rows that count, at most so many, into an empty store; none if the header is not this one. */
  read(header: string, vectors: VectorStore, most: number): Promise<void>
  /** Sets the header, and cuts off everything after so many rows of the store. */
  begin(header: string, vectors: VectorStore, rowCount: number): Promise<void>
  /** Writes rows of the store from `first` on, a few megabytes; answers where to go on. */
  append(vectors: VectorStore, first: number): Promise<number>
  close(): Promise<void>
}

/** Opens the two files, or makes them. */
export async function openVectorFile(path: string): Promise<VectorFile> {
  const flags = constants.O_RDWR | constants.O_CREAT
  const records = await open(`${path}.rows`, flags)
  const rows = await open(`${path}.vectors`, flags).catch(async (error: unknown) => {
    await records.close()
    throw error
  })

  /** Reads rows into the store's memory; answers how many of them are there and are what was written. */
  async function readRows(
    vectors: VectorStore,
    first: number,
    last: number,
    sealed: Uint32Array,
  ): Promise<number> {
    for (const { first: row, numbers } of vectors.spans(first, last)) {
      const { bytesRead } = await rows.read(bytesOf(numbers), 0, numbers.byteLength, row * rowBytes(vectors))
      if (bytesRead < numbers.byteLength) return 0
    }
    const wrong = vectors
      .checksums(first, last)
      .findIndex((checksum, at) => seal(sealed[at * 2]!, checksum) !== sealed[at * 2 + 1])
    return wrong === -1 ? last - first : wrong
  }

  return {
    async read(header, vectors, most) {
      const { size } = await records.stat()
      const known = new Uint8Array(Math.max(HEADER_BYTES, size - (size % RECORD_BYTES)))
      await records.read(known, 0, known.length, 0)
      if (!headerBytes(header).equals(known.subarray(0, HEADER_BYTES))) return
      const list = new Uint32Array(known.buffer, HEADER_BYTES)
      const held = Math.floor((await rows.stat()).size / rowBytes(vectors))
      const count = Math.min(most, list.length / 2, held)
      vectors.reserve(count)
      let next = 0
      let good = count
      const reader = async (): Promise<void> => {
        while (next < good) {
          const first = next
          const last = Math.min(first + rowsPerChunk(vectors), count)
          next = last
          const right = await readRows(vectors, first, last, list.subarray(first * 2, last * 2))
          if (right < last - first) good = Math.min(good, first + right)
        }
      }
      await Promise.all(Array.from({ length: READERS }, reader))
      for (let row = 0; row < good; row++) if (!vectors.adopt(list[row * 2]!)) return
    },
    async begin(header, vectors, rowCount) {
      await records.truncate(HEADER_BYTES + rowCount * RECORD_BYTES)
      await rows.truncate(rowCount * rowBytes(vectors))
      await writeAll(records, headerBytes(header), 0)
    },
    async append(vectors, first) {
      const last = Math.min(vectors.size, first + rowsPerChunk(vectors))
      const { bavail, bsize } = await statfs(`${path}.rows`)
      if (bavail * bsize < SPARE_BYTES) throw new Error('the disk is almost full')
      for (const { first: row, numbers } of vectors.spans(first, last))
        await writeAll(rows, bytesOf(numbers), row * rowBytes(vectors))
      const list = new Uint32Array((last - first) * 2)
      const checksums = vectors.checksums(first, last)
      vectors.contentIds(first, last).forEach((contentId, at) => {
        list[at * 2] = contentId
        list[at * 2 + 1] = seal(contentId, checksums[at]!)
      })
      await writeAll(records, bytesOf(list), HEADER_BYTES + first * RECORD_BYTES)
      return last
    },
    async close() {
      await Promise.all([records.close(), rows.close()])
    },
  }
}

const rowBytes = ({ stride }: VectorStore): number => stride * FLOAT_BYTES

const rowsPerChunk = (vectors: VectorStore): number =>
  Math.max(1, Math.floor(CHUNK_BYTES / rowBytes(vectors)))

/** Ties a row's checksum to the content that it is said to be of. */
const seal = (contentId: number, checksum: number): number =>
  (Math.imul(contentId, 0x9e3779b1) ^ checksum) >>> 0

const headerBytes = (header: string): Buffer => Buffer.from(header.padEnd(HEADER_BYTES - 1) + '\n')

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

/** One write may take less than all of it. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}
