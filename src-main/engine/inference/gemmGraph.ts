import { floatTensor, message } from './protoMessage.ts'

/*
 * An ONNX model of one node, written as protocol buffers (onnx.proto): cosines [queries, rows] = queries x rows
 * transposed. Built here because a model file of 200 bytes would be one more file to ship and to lose.
 */

const OPSET = 13
const IR_VERSION = 8
/** onnx.proto's code of a whole number, as attributes have it. */
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
    [11, floatTensor('queries', 'q', width)],
    [11, floatTensor('rows', 'r', width)],
    [12, floatTensor('cosines', 'q', 'r')],
  ])
  return message([
    [1, IR_VERSION],
    [7, graph],
    [8, message([[2, OPSET]])],
  ])
}
