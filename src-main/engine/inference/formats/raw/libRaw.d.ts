/** The decoder without the worker that the package wraps around it for browsers; only that one has types. */
declare module 'libraw-wasm/dist/libraw.js' {
  interface LibRaw {
    open(file: Uint8Array, settings: object): void
    metadata(all: boolean): { raw_width: number; raw_height: number }
    imageData(): { data: Uint8Array; width: number; height: number; colors: number } | undefined
  }

  // eslint-disable-next-line no-restricted-syntax -- the package's own
  export default function createLibRaw(options: object): Promise<{ LibRaw: new () => LibRaw }>
}
