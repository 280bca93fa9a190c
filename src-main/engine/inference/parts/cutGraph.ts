import { closeSync, openSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { floatTensor, message, type Field } from '../protoMessage.ts'
import { ProtoFile, type ProtoField } from './protoFile.ts'

/** Numbers of fields in onnx.proto. */
const MODEL = { irVersion: 1, graph: 7, opset: 8 }
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 }
const NODE = { input: 1, output: 2, operator: 4 }
const TENSOR = { name: 8, raw: 9, external: 13, location: 14 }
/** Operators with graphs of their own, which may use any name of the one around them. */
const NESTED = ['If', 'Loop', 'Scan']

interface Node {
  field: ProtoField
  inputs: string[]
  outputs: string[]
  operator: string
}

/**
 * The end of a model's graph as a model of its own: all that leads from the tensor `from` (float32, batch x tokens x
 * numbers) to the output `to`. Inputs named in `beside` may be asked for, too. Null where the output needs anything else
 * of the graph's beginning. The rest of the file, gigabytes of weights, is not read.
 */
export function cutGraph(
  path: string,
  from: string,
  to: string,
  beside: readonly string[],
): Uint8Array | null {
  const handle = openSync(path, 'r')
  try {
    return cut(new ProtoFile(handle), path, from, to, beside)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  } finally {
    closeSync(handle)
  }
}

function cut(
  file: ProtoFile,
  path: string,
  from: string,
  to: string,
  beside: readonly string[],
): Uint8Array | null {
  const model = [...file.fields(0, file.size)]
  const graph = model.find(({ number }) => number === MODEL.graph)
  if (!graph) return null
  const parts = [...file.fields(graph.start, graph.end)]
  const of = (number: number): ProtoField[] => parts.filter((part) => part.number === number)
  const named = (number: number, name: number): Map<string, ProtoField> =>
    new Map(of(number).map((part) => [nameIn(file, part, name), part]))

  const nodes = of(GRAPH.node).map((field) => readNode(file, field))
  const madeBy = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node])))
  const weights = named(GRAPH.initializer, TENSOR.name)
  const inputs = named(GRAPH.input, 1)
  const output = named(GRAPH.output, 1).get(to)
  if (!output) return null

  const needed = new Set<Node>()
  const used = new Set<string>()
  const asked = new Set<string>()
  const wanted = [to]
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const node = madeBy.get(name)
    if (name === '' || name === from) continue
    if (weights.has(name)) used.add(name)
    else if (!node) asked.add(name)
    else if (!needed.has(node)) {
      if (NESTED.includes(node.operator)) return null
      needed.add(node)
      wanted.push(...node.inputs)
    }
  }
  if (needed.size === 0 || [...asked].some((name) => !beside.includes(name))) return null

  const copied = (number: number, { start, end }: ProtoField): Field => [number, file.bytes(start, end)]
  const end = message([
    ...nodes.filter((node) => needed.has(node)).map(({ field }) => copied(GRAPH.node, field)),
    [GRAPH.name, to],
    ...[...used].map((name): Field => [GRAPH.initializer, inOneFile(file, weights.get(name)!, path)]),
    [GRAPH.input, floatTensor(from, 'batch', 'tokens', 'width')],
    ...[...asked].map((name) => copied(GRAPH.input, inputs.get(name)!)),
    copied(GRAPH.output, output),
  ])
  return message([
    ...model
      .filter(({ number }) => number === MODEL.irVersion)
      .map(({ value }): Field => [MODEL.irVersion, value]),
    [MODEL.graph, end],
    ...model.filter(({ number }) => number === MODEL.opset).map((field) => copied(MODEL.opset, field)),
  ])
}

function readNode(file: ProtoFile, field: ProtoField): Node {
  const node: Node = { field, inputs: [], outputs: [], operator: '' }
  for (const part of file.fields(field.start, field.end)) {
    if (part.number === NODE.input) node.inputs.push(file.text(part))
    if (part.number === NODE.output) node.outputs.push(file.text(part))
    if (part.number === NODE.operator) node.operator = file.text(part)
  }
  return node
}

function nameIn(file: ProtoFile, message: ProtoField, number: number): string {
  for (const part of file.fields(message.start, message.end))
    if (part.number === number) return file.text(part)
  return ''
}

/** A tensor whose numbers may lie in a file beside the model, with its numbers. */
function inOneFile(file: ProtoFile, tensor: ProtoField, path: string): Uint8Array {
  const parts = [...file.fields(tensor.start, tensor.end)]
  const elsewhere = parts.filter(({ number }) => number === TENSOR.external)
  if (elsewhere.length === 0) return file.bytes(tensor.start, tensor.end)
  const place = new Map(elsewhere.map((part) => [nameIn(file, part, 1), nameIn(file, part, 2)]))
  const offset = Number(place.get('offset') ?? 0)
  const beside = openSync(join(dirname(path), basename(place.get('location') ?? '')), 'r')
  try {
    const weights = new ProtoFile(beside)
    const length = Number(place.get('length') ?? weights.size - offset)
    const own = parts.filter(({ number }) => number !== TENSOR.external && number !== TENSOR.location)
    return Buffer.concat([
      ...own.map((part) => file.bytes(part.from, part.end)),
      message([[TENSOR.raw, weights.bytes(offset, offset + length)]]),
    ])
  } finally {
    closeSync(beside)
  }
}
