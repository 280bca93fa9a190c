/** The part that is used; the package names types that it does not contain. */
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    precision: number
    numComp: number
    xDim: number
    yDim: number
    /** samples of all components in turn, of two bytes where they have more than eight bits */
    decode(buffer: ArrayBuffer, offset: number, length: number): Uint8Array | Uint16Array
  }
}
