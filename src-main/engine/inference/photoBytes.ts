import { open, type FileHandle } from 'node:fs/promises'
import { LumitagError } from '../../../src-shared/errors.ts'

/** Larger files are not read: no camera makes them, and they would have to fit into memory. */
const MAX_BYTES = 1024 ** 3
/** Larger buffers are not kept. */
const MAX_KEPT = 32 * 1024 ** 2

/** Buffers that wait for the next photo: a new one each time would have the garbage collector run every third photo. */
const free: Buffer[] = []

/** The content of a photo's file, in memory that is lent. */
export interface PhotoBytes {
  bytes: Buffer
  /** Lets another photo have the memory. */
  release(): void
}

/**
 * A photo's bytes, or the first so many of them, until they are released. FILE_MISSING, FILE_UNREADABLE, EMPTY_FILE or
 * FILE_TOO_BIG.
 */
export async function readPhoto(file: string, most = Infinity): Promise<PhotoBytes> {
  try {
    await using handle = await open(file)
    const { size: all } = await handle.stat()
    const size = Math.min(all, most)
    if (size === 0)
      throw new LumitagError('EMPTY_FILE', 'The file is empty (zero bytes). Bring it back from a copy.')
    if (size > MAX_BYTES)
      throw new LumitagError('FILE_TOO_BIG', 'The file is larger than 1 GiB and was not read.')
    const room = take(size)
    return {
      bytes: room.subarray(0, await fill(room, size, handle)),
      release: () => void (room.length <= MAX_KEPT && free.push(room)),
    }
  } catch (error) {
    if (error instanceof LumitagError) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new LumitagError('FILE_MISSING', 'The file is not there any more.')
    throw new LumitagError(
      'FILE_UNREADABLE',
      `The file cannot be read (${(error as Error).message}). Check its permissions.`,
      { cause: error },
    )
  }
}

/** Does something with a photo's bytes, which are not there any more afterwards. */
export async function usePhoto<T>(
  reading: Promise<PhotoBytes>,
  use: (bytes: Buffer) => Promise<T>,
): Promise<T> {
  const { bytes, release } = await reading
  try {
    return await use(bytes)
  } finally {
    release()
  }
}

/** Answers how many bytes there were: a file may have become shorter. */
async function fill(room: Buffer, size: number, handle: FileHandle): Promise<number> {
  for (let filled = 0; ;) {
    const { bytesRead } = await handle.read(room, filled, size - filled, filled)
    filled += bytesRead
    if (bytesRead === 0 || filled === size) return filled
  }
}

/** Memory for so many bytes: a free buffer that is large enough, else a new one in the place of a smaller one. */
function take(size: number): Buffer {
  const fitting = free.findIndex((buffer) => buffer.length >= size)
  const [found] = free.splice(Math.max(fitting, 0), 1)
  return fitting >= 0 ? found! : Buffer.allocUnsafeSlow(size * 1.25)
}
