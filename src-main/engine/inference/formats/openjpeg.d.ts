/** The part of the OpenJPEG build for decoding that is used; the package has no types. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  interface FrameInfo {
    width: number
    height: number
    bitsPerSample: number
    componentCount: number
    isSigned: boolean
  }

  interface J2KDecoder {
    /** room for the file, in the decoder's own memory */
    getEncodedBuffer(length: number): Uint8Array
    decode(): void
    /** samples of all components in turn, of two bytes where they have more than eight bits */
    getDecodedBuffer(): Uint8Array
    getFrameInfo(): FrameInfo
    /** OPJ_COLOR_SPACE: 3 is sYCC */
    getColorSpace(): number
  }

  interface OpenJpeg {
    J2KDecoder: new () => J2KDecoder
  }

  // eslint-disable-next-line no-restricted-syntax -- the package's own
  export default function createOpenJpeg(options: object): Promise<OpenJpeg>
}
