import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const WINDOW = 64 * 1024

/** Reads small pieces of a large file through a window that moves along, so that gigabytes of weights are never read. */
export interface FileWindow {
  readonly size: number
  byte(at: number): number
  text(at: number, length: number): string
  bytes(at: number, length: number): Buffer
  close(): void
}

export function openWindow(file: string): FileWindow {
  const descriptor = openSync(file, 'r')
  const { size } = fstatSync(descriptor)
  let start = 0
  let window: Buffer = Buffer.alloc(0)

  function bytes(at: number, length: number): Buffer {
    if (at + length > size) throw new RangeError('It ends too early.')
    const piece = Buffer.alloc(length)
    if (readSync(descriptor, piece, 0, length, at) < length) throw new RangeError('It ends too early.')
    return piece
  }

  return {
    size,
    bytes,
    text: (at, length) => bytes(at, length).toString('utf8'),
    byte(at) {
      if (at < start || at >= start + window.length) {
        window = bytes(at, Math.min(WINDOW, size - at))
        start = at
      }
      const value = window[at - start]
      if (value === undefined) throw new RangeError('It ends too early.')
      return value
    },
    close: () => closeSync(descriptor),
  }
}
