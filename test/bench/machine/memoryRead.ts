import { cpuMs } from './cpu.ts'

/** read.wat, assembled by `npx wabt wat2wasm --enable-threads`: SIMD. */
const READ = Buffer.from(
  'AGFzbQEAAAABBwFgAn9/AX8CEgEDZW52Bm1lbW9yeQIDAYCABAMCAQAHCAEEcmVhZAAACncBdQEEewNAIAIgAP0ABAAgAP0ABED9UP1QIQIgAyAA/QAEECAA/QAEUP1Q/VAhAyAEIAD9AAQgIAD9AARg/VD9UCEEIAUgAP0ABDAgAP0ABHD9UP1QIQUgAEGAAWoiACABSQ0ACyACIAP9UCAEIAX9UP1Q/RsACw==',
  'base64',
)

const PAGE_BYTES = 65536
const MOST_PAGES = 65536

/** Memory of this many bytes, and how fast one thread can read it. */
export interface MemoryRead {
  /** Reads all of it once; answers how much CPU time that took in ms. */
  run(): number
  bytes: number
}

export function openMemoryRead(wanted: number): MemoryRead {
  const pages = Math.ceil(wanted / PAGE_BYTES)
  // shared, as the product's vectors: the system backs it with larger pages, which are read a sixth faster
  const memory = new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES, shared: true })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(READ), { env: { memory } })
  const read = exports.read as (from: number, to: number) => number
  // memory that was never written is one page of zeros, read from the cache
  new Uint8Array(memory.buffer).fill(1)
  const bytes = memory.buffer.byteLength
  return {
    bytes,
    run() {
      const start = cpuMs()
      read(0, bytes)
      return cpuMs() - start
    },
  }
}
