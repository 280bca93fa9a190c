import { basename } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { openWindow, type FileWindow } from './fileWindow.ts'

/** A constant of an ONNX graph: where its numbers are, in this file or in one beside it. */
export interface OnnxTensor {
  name: string
  dimensions: number[]
  /** TensorProto.DataType; 1 = float32 */
  type: number
  /** where the numbers stand in this file, little-endian; null where they are kept in another way */
  raw: { offset: number; length: number } | null
  /** the file that holds the numbers, as the graph names it */
  external: { location: string; offset: number; length: number } | null
}

/**
 * Messages inside messages, by field number, as far as tensors lie in them (onnx.proto, unchanged since 2017).
 * A graph may hold graphs (If, Loop), a node a constant.
 */
const INSIDE: Record<string, Record<number, string>> = {
  model: { 7: 'graph', 25: 'function' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  function: { 7: 'node' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
}
const MOST_LEVELS = 64
const EXTERNAL = 1

/**
 * All constants of an ONNX file. Only its outline is read, not its numbers. MODEL_FOLDER_INVALID if it is no whole ONNX
 * file: cut off, or something else.
 */
export function readOnnxTensors(file: string): OnnxTensor[] {
  const tensors: OnnxTensor[] = []
  const window = openWindow(file)
  try {
    walk('model', { from: 0, to: window.size }, 0)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new LumitagError(
      'MODEL_FOLDER_INVALID',
      `${basename(file)} is damaged or cut off: it is no whole ONNX file. Copy or download it again.`,
      { cause: error },
    )
  } finally {
    window.close()
  }
  return tensors

  function walk(kind: string, part: Part, level: number): void {
    if (level > MOST_LEVELS) throw new RangeError('It is nested too deeply.')
    if (kind === 'tensor') tensors.push(tensorIn(window, part))
    else
      for (const { number, content } of fieldsIn(window, part)) {
        const inner = INSIDE[kind]![number]
        if (inner && content) walk(inner, content, level + 1)
      }
  }
}

interface Part {
  from: number
  to: number
}
interface Field {
  number: number
  /** of a number */
  value: number
  /** of bytes, texts and messages */
  content: Part | null
}

/** The fields of a Protocol Buffers message. RangeError if it is none. */
function* fieldsIn(window: FileWindow, { from, to }: Part): Generator<Field> {
  let at = from
  while (at < to) {
    const tag = varint()
    const number = Math.floor(tag / 8)
    if (number === 0) throw new RangeError('There is no field 0.')
    const wire = tag % 8
    if (wire === 0) yield { number, value: varint(), content: null }
    else if (wire === 1) at += 8
    else if (wire === 5) at += 4
    else if (wire === 2) {
      const length = varint()
      const content = { from: at, to: at + length }
      if (content.to > to) throw new RangeError('It ends too early.')
      yield { number, value: 0, content }
      at = content.to
    } else throw new RangeError(`There is no wire type ${wire}.`)
  }
  if (at > to) throw new RangeError('It ends too early.')

  function varint(): number {
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = window.byte(at++)
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw new RangeError('A number has no end.')
  }
}

function tensorIn(window: FileWindow, part: Part): OnnxTensor {
  const tensor: OnnxTensor = { name: '', dimensions: [], type: 0, raw: null, external: null }
  const entries = new Map<string, string>()
  let location = 0
  for (const { number, value, content } of fieldsIn(window, part)) {
    if (number === 1)
      tensor.dimensions.push(
        ...(content ? packed(window.bytes(content.from, content.to - content.from)) : [value]),
      )
    else if (number === 2) tensor.type = value
    else if (number === 8 && content) tensor.name = window.text(content.from, content.to - content.from)
    else if (number === 9 && content) tensor.raw = { offset: content.from, length: content.to - content.from }
    else if (number === 13 && content) entries.set(...entryIn(window, content))
    else if (number === 14) location = value
  }
  if (location === EXTERNAL)
    tensor.external = {
      location: entries.get('location') ?? '',
      offset: Number(entries.get('offset') ?? 0),
      length: Number(entries.get('length') ?? 0),
    }
  return tensor
}

function entryIn(window: FileWindow, part: Part): [key: string, value: string] {
  const [key = '', value = ''] = [1, 2].map((wanted) => {
    const found = [...fieldsIn(window, part)].find(({ number }) => number === wanted)?.content
    return found ? window.text(found.from, found.to - found.from) : ''
  })
  return [key, value]
}

/** Repeated numbers in one piece. */
function packed(bytes: Buffer): number[] {
  const values: number[] = []
  let value = 0
  let factor = 1
  for (const byte of bytes) {
    value += (byte & 0x7f) * factor
    factor *= 128
    if (byte >= 0x80) continue
    values.push(value)
    ;[value, factor] = [0, 1]
  }
  return values
}
