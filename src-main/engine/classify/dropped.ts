import { randomInt } from 'node:crypto'
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { Inference } from '../inference/client.ts'
import type { MediaFile } from '../media/answer.ts'

/** Copies on the disk at once; the oldest gives way. */
const MOST_COPIES = 5
/** Longest side of what the window shows. */
const PICTURE_SIDE = 1600

/** Photos that are tried without being in the library, each under an id that cannot be guessed. */
export interface DroppedPhotos {
  /** Where a photo that arrives is to be written, by `receivePhoto`. */
  place(): Promise<{ id: number; path: string }>
  /** Takes what has arrived, if it is a picture; else it is deleted, and the decoder's error tells why. */
  accept(id: number): Promise<void>
  /** A file of this computer, read where it is: for the command line alone, no window can name a path. */
  lend(path: string): number
  /** NOT_FOUND if there is no such photo any more. */
  file(id: number): string
  /** A JPEG of it, for the window. */
  picture(id: number): MediaFile
  forget(id: number): void
  /** Deletes every copy, also of an engine that died. */
  clear(): void
}

/** Of copies and what is made of them; no file of the user's is called so. */
const OURS = /^lumitag-dropped-\d+/

/** Keeps copies in a folder; other files in it are left alone. */
export function createDropped(folder: string, inference: Inference): DroppedPhotos {
  const copies = new Set<number>()
  const lent = new Map<number, string>()
  const copyOf = (id: number): string => join(folder, `lumitag-dropped-${id}`)
  const pictureOf = (id: number): string => `${copyOf(id)}.jpg`
  const newId = (): number => randomInt(1, 2 ** 48 - 1)

  function forget(id: number): void {
    lent.delete(id)
    copies.delete(id)
    for (const file of [copyOf(id), pictureOf(id)]) rmSync(file, { force: true })
  }

  function file(id: number): string {
    const path = lent.get(id) ?? (copies.has(id) ? copyOf(id) : undefined)
    if (path !== undefined && (lent.has(id) || existsSync(path))) return path
    throw new LumitagError('NOT_FOUND', 'This photo is not kept any more. Drop it into the window again.')
  }

  function clear(): void {
    copies.clear()
    if (!existsSync(folder)) return
    for (const name of readdirSync(folder)) if (OURS.test(name)) rmSync(join(folder, name), { force: true })
    if (readdirSync(folder).length === 0) rmdirSync(folder)
  }
  clear()

  return {
    file,
    forget,
    clear,
    async place() {
      for (const oldest of copies) if (copies.size >= MOST_COPIES) forget(oldest)
      const id = newId()
      copies.add(id)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return { id, path: copyOf(id) }
    },
    async accept(id) {
      try {
        await inference.run({ kind: 'render', file: file(id), to: pictureOf(id), longSide: PICTURE_SIDE })
        file(id) // it may have given way meanwhile
      } catch (error) {
        forget(id)
        throw error
      }
    },
    lend(path) {
      const id = newId()
      lent.set(id, path)
      return id
    },
    picture(id) {
      file(id)
      return { path: pictureOf(id), type: 'image/jpeg', etag: `dropped-${id}`, passing: true }
    },
  }
}
