/* Writing protocol buffers, as much as ONNX files need. */

/** A field's number and content; a number is written as a varint. */
export type Field = [number: number, value: number | string | Uint8Array]

/** A message of numbers, strings and messages. */
export function message(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(number << 3), varint(value)]
      const bytes = typeof value === 'string' ? Buffer.from(value) : value
      return [varint((number << 3) | 2), varint(bytes.length), bytes]
    }),
  )
}

/** onnx.proto's code of float32. */
const FLOAT = 1

/** What onnx.proto calls a value's info: a float32 tensor, its shape in numbers or in names of what varies. */
export function floatTensor(name: string, ...shape: (number | string)[]): Uint8Array {
  const dimensions = shape.map((size): Field => [1, message([[typeof size === 'number' ? 1 : 2, size]])])
  const type = message([
    [1, FLOAT],
    [2, message(dimensions)],
  ])
  return message([
    [1, name],
    [2, message([[1, type]])],
  ])
}

function varint(value: number): Buffer {
  const bytes = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128)
  return Buffer.from([...bytes, value])
}
