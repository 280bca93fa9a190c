/*
 * An ONNX model of one node, written as protocol buffers (onnx.proto): cosines [queries, rows] = queries x rows
 * transposed. Built here because a model file of 200 bytes would be one more file to ship and to lose.
 */

const OPSET = 13
const IR_VERSION = 8
/** Codes of onnx.proto. */
const FLOAT = 1
const INT = 2

/** The graph for rows of `width` numbers; how many rows and queries there are is up to each run. */
export function gemmGraph(width: number): Uint8Array {
  const node = message([
    [1, 'queries'],
    [1, 'rows'],
    [2, 'cosines'],
    [4, 'Gemm'],
    [
      5,
      message([
        [1, 'transB'],
        [3, 1],
        [20, INT],
      ]),
    ],
  ])
  const graph = message([
    [1, node],
    [2, 'cosines'],
    [11, tensor('queries', 'q', width)],
    [11, tensor('rows', 'r', width)],
    [12, tensor('cosines', 'q', 'r')],
  ])
  return message([
    [1, IR_VERSION],
    [7, graph],
    [8, message([[2, OPSET]])],
  ])
}

/** An input or output: its name, and its shape in numbers or in names of what varies. */
function tensor(name: string, ...shape: (number | string)[]): Uint8Array {
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

type Field = [number: number, value: number | string | Uint8Array]

/** A message of numbers (as varints), strings and messages. */
function message(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(number << 3), varint(value)]
      const bytes = typeof value === 'string' ? Buffer.from(value) : value
      return [varint((number << 3) | 2), varint(bytes.length), bytes]
    }),
  )
}

function varint(value: number): Buffer {
  const bytes = []
  for (; value > 127; value = value >>> 7) bytes.push((value & 127) | 128)
  return Buffer.from([...bytes, value])
}
