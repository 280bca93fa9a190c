/*
 * A writer for ONNX files, as much of it as one matrix multiplication needs. Field numbers are those of onnx.proto3.
 */

export type ElementType = 'float32' | 'uint8' | 'int8' | 'int32' | 'int64'
const TYPES: Record<ElementType, number> = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7 }

interface Value {
  name: string
  type: ElementType
  shape: readonly number[]
}
export interface Graph {
  nodes: { type: string; inputs: string[]; output: string }[]
  weights: (Value & { bytes: Uint8Array })[]
  inputs: Value[]
  output: Value
}

/** The bytes of a model. */
export function onnxModel({ nodes, weights, inputs, output }: Graph): Uint8Array {
  const graph = message(
    ...nodes.map((node) =>
      field(
        1,
        message(...node.inputs.map((name) => field(1, name)), field(2, node.output), field(4, node.type)),
      ),
    ),
    field(2, 'bench'),
    ...weights.map(({ name, type, shape, bytes }) =>
      field(
        5,
        message(
          ...shape.map((size) => field(1, size)),
          field(2, TYPES[type]),
          field(8, name),
          field(9, bytes),
        ),
      ),
    ),
    ...inputs.map((value) => field(11, valueInfo(value))),
    field(12, valueInfo(output)),
  )
  const opset = message(field(1, ''), field(2, 17))
  return message(field(1, 8), field(7, graph), field(8, opset))
}

function valueInfo({ name, type, shape }: Value): Uint8Array {
  const dimensions = message(...shape.map((size) => field(1, message(field(1, size)))))
  const tensor = message(field(1, TYPES[type]), field(2, dimensions))
  return message(field(1, name), field(2, message(field(1, tensor))))
}

const message = (...fields: Uint8Array[]): Uint8Array => Buffer.concat(fields)

function field(number: number, value: number | string | Uint8Array): Uint8Array {
  if (typeof value === 'number') return Buffer.from([...varint(number << 3), ...varint(value)])
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([Buffer.from([...varint((number << 3) | 2), ...varint(bytes.length)]), bytes])
}

function varint(value: number): number[] {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128)
  return [...bytes, value]
}
