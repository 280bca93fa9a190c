import { fstatSync, readSync } from 'node:fs'

/** Bytes that are read ahead: fields are small, but for the weights, which are skipped. */
const AHEAD = 65_536

/** A field of a protocol buffer's message: where its content lies in the file. */
export interface ProtoField {
  number: number
  /** the number of a field without length */
  value: number
  /** the first byte of the field with its tag, the first of its content, and the first after it */
  from: number
  start: number
  end: number
}

/** Walks a protocol buffer that lies in a file, without reading what nobody asks for: model files hold gigabytes of weights. */
export class ProtoFile {
  /** in bytes */
  readonly size: number
  readonly #handle: number
  #ahead = Buffer.alloc(0)
  #aheadFrom = 0

  constructor(handle: number) {
    this.#handle = handle
    this.size = fstatSync(handle).size
  }

  /** The fields of the message between two bytes. RangeError where it is no such message. */
  *fields(start: number, end: number): Generator<ProtoField> {
    for (let at = start; at < end;) {
      const tag = this.#varint(at)
      const number = Math.floor(tag.value / 8)
      const field = { number, value: 0, from: at, start: tag.end, end: tag.end }
      switch (tag.value % 8) {
        case 0:
          Object.assign(field, this.#varint(tag.end))
          break
        case 1:
          field.end += 8
          break
        case 2: {
          const length = this.#varint(tag.end)
          field.start = length.end
          field.end = length.end + length.value
          break
        }
        case 5:
          field.end += 4
          break
        default:
          throw new RangeError('This is no protocol buffer.')
      }
      if (field.end > end) throw new RangeError('A field is longer than its message.')
      yield field
      at = field.end
    }
  }

  bytes(start: number, end: number): Buffer {
    const bytes = Buffer.alloc(end - start)
    for (let done = 0; done < bytes.length;) {
      const count = readSync(this.#handle, bytes, done, bytes.length - done, start + done)
      if (count === 0) throw new RangeError('The file ends too early.')
      done += count
    }
    return bytes
  }

  text({ start, end }: ProtoField): string {
    return this.bytes(start, end).toString()
  }

  #varint(start: number): { value: number; end: number } {
    let value = 0
    let scale = 1
    for (let at = start; at < start + 10; at++, scale *= 128) {
      const byte = this.#byte(at)
      value += (byte & 127) * scale
      if (byte < 128) return { value, end: at + 1 }
    }
    throw new RangeError('A number is too long.')
  }

  #byte(at: number): number {
    if (at < this.#aheadFrom || at >= this.#aheadFrom + this.#ahead.length) {
      const bytes = Buffer.alloc(AHEAD)
      this.#ahead = bytes.subarray(0, readSync(this.#handle, bytes, 0, AHEAD, at))
      this.#aheadFrom = at
      if (this.#ahead.length === 0) throw new RangeError('The file ends too early.')
    }
    return this.#ahead[at - this.#aheadFrom]!
  }
}
