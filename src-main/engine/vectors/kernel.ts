/** kernel.wat, assembled by `npx wabt wat2wasm --enable-threads`: 623 bytes, SIMD. */
const KERNEL = Buffer.from(
  'AGFzbQEAAAABEAJgBX9/f39/AGAEf39/fwACEgEDZW52Bm1lbW9yeQIDAYCABAMDAgABBxcCB2Nvc2luZXMAAAljaGVja3N1bXMAAQqgBAKWAgICfwR7AkADQCABIAJPDQEgACEFIAEgA2ohBv0MAAAAAAAAAAAAAAAAAAAAACEH/QwAAAAAAAAAAAAAAAAAAAAAIQj9DAAAAAAAAAAAAAAAAAAAAAAhCf0MAAAAAAAAAAAAAAAAAAAAACEKA0AgByAB/QAEACAF/QAEAP3mAf3kASEHIAggAf0ABBAgBf0ABBD95gH95AEhCCAJIAH9AAQgIAX9AAQg/eYB/eQBIQkgCiAB/QAEMCAF/QAEMP3mAf3kASEKIAVBwABqIQUgAUHAAGoiASAGSQ0ACyAHIAj95AEgCSAK/eQB/eQBIQcgBCAH/R8AIAf9HwGSIAf9HwIgB/0fA5KSOAIAIARBBGohBAwACwsLhQICAX8Fe/0MkwEAAZMBAAGTAQABkwEAASEJAkADQCAAIAFPDQEgACACaiEE/QzFnRyBxZ0cgcWdHIHFnRyBIQUgBSEGIAUhByAFIQgDQCAFIAD9AAQA/VEgCf21ASEFIAYgAP0ABBD9USAJ/bUBIQYgByAA/QAEIP1RIAn9tQEhByAIIAD9AAQw/VEgCf21ASEIIABBwABqIgAgBEkNAAsgBiAFIAn9tQH9USAJ/bUBIQUgByAF/VEgCf21ASEFIAggBf1RIAn9tQEhBSADIAX9GwNBk4OACCAF/RsCQZODgAggBf0bAUGTg4AIIAX9GwBsc2xzbHM2AgAgA0EEaiEDDAALCws=',
  'base64',
)
const compiled = new WebAssembly.Module(KERNEL)

/** The functions of kernel.wat; addresses are bytes in the memory that they were bound to. */
export interface Kernel {
  cosines(query: number, row: number, end: number, bytes: number, out: number): void
  checksums(row: number, end: number, bytes: number, out: number): void
}

export function bindKernel(memory: WebAssembly.Memory): Kernel {
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Kernel
}
