import { existsSync } from 'node:fs'
import { openWindow } from './fileWindow.ts'

/** A checkpoint's tensors by name. */
export interface Safetensors {
  /** float32 numbers, or undefined where there is no such tensor or its numbers are of another type */
  floats(name: string): Float32Array | undefined
  close(): void
}

const LONGEST_HEADER = 100_000_000

/** Opens model.safetensors: eight bytes with the length of a header in JSON, which says where each tensor is. Null if it is not there or no such file. */
export function openSafetensors(file: string): Safetensors | null {
  if (!existsSync(file)) return null
  const window = openWindow(file)
  try {
    const headerLength = Number(window.bytes(0, 8).readBigUInt64LE())
    if (headerLength > LONGEST_HEADER) throw new RangeError('This is no header.')
    const header = JSON.parse(window.text(8, headerLength)) as Record<
      string,
      { dtype: string; data_offsets: [number, number] } | undefined
    >
    return {
      floats(name) {
        const entry = Object.hasOwn(header, name) ? header[name] : undefined
        if (entry?.dtype !== 'F32') return undefined
        const [from, to] = entry.data_offsets
        return floatsOf(window.bytes(8 + headerLength + from, to - from))
      },
      close: () => window.close(),
    }
  } catch {
    window.close()
    return null
  }
}

/** Little-endian float32 numbers; a copy, as the bytes need not be aligned. */
export function floatsOf(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readFloatLE(i * 4))
}
