/** resample.wat, assembled by `npx wabt wat2wasm`: 475 bytes, SIMD. */
const KERNEL = Buffer.from(
  'AGFzbQEAAAABEwJgB39/f39/f38AYAV/f39/fwACDwEDZW52Bm1lbW9yeQIAAQMDAgABBxACA3JvdwAABmNvbHVtbgABCpMDAqwBAgR/AXsgASACQQNsaiEHA0AgACADKAIAQQNsaiEIIAUhCSAFIAQoAgBBAnRqIQpBgICAAf0RIQsDQCALIAj9XAIA/YkB/akBIAn9CQIA/bUB/a4BIQsgCEEDaiEIIAlBBGoiCSAKSQ0ACyALQRb9rAEhCyALIAv9hQEhCyABIAsgC/1m/VoCAAAgA0EEaiEDIARBBGohBCAFIAZqIQUgAUEDaiIBIAdJDQALC+IBAgN/B3sgASACaiEFA0AgACEGIAMhB0GAgIAB/REhCyALIQwgCyENIAshDgNAIAf9CQIAIQggBv0ABAAhCiAK/YkBIQkgCv2KASEKIAsgCf2pASAI/bUB/a4BIQsgDCAJ/aoBIAj9tQH9rgEhDCANIAr9qQEgCP21Af2uASENIA4gCv2qASAI/bUB/a4BIQ4gBiACaiEGIAdBBGoiByAESQ0ACyABIAtBFv2sASAMQRb9rAH9hQEgDUEW/awBIA5BFv2sAf2FAf1m/QsEACAAQRBqIQAgAUEQaiIBIAVJDQALCw==',
  'base64',
)

interface Kernel {
  row(
    from: number,
    to: number,
    width: number,
    first: number,
    count: number,
    weights: number,
    stride: number,
  ): void
  column(from: number, to: number, bytes: number, weights: number, weightsEnd: number): void
}

const PAGE_BYTES = 65536
const memory = new WebAssembly.Memory({ initial: 1 })
const instance = new WebAssembly.Instance(new WebAssembly.Module(KERNEL), { env: { memory } })

/** The sums of resample.wat; addresses and lengths are bytes in `kernelMemory`. */
export const kernel = instance.exports as unknown as Kernel

/** The kernel's memory, at least so many bytes: a few rows of a picture at a time, so it stays small. */
export function kernelMemory(bytes: number): Uint8Array {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
  return new Uint8Array(memory.buffer)
}
