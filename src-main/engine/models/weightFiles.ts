import { existsSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, normalize } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { readOnnxTensors } from './onnxTensors.ts'

/** What a file was found to need, while it stays the same: models are listed often. */
const known = new Map<string, { state: string; locations: Map<string, number> }>()

/**
 * The files beside an ONNX graph that hold its weights; most graphs hold them themselves. MODEL_FOLDER_INVALID if one is
 * not there, is too short, or is said to lie outside of the graph's folder.
 */
export function weightFiles(graph: string): string[] {
  const files: string[] = []
  for (const [location, bytes] of locationsIn(graph)) {
    if (isAbsolute(location) || /^\.\.([/\\]|$)/.test(normalize(location)) || location === '')
      throw invalid(graph, `asks for weights in "${location}", outside of its own folder, and is not loaded`)
    const file = join(dirname(graph), location)
    if (!existsSync(file)) throw invalid(graph, `keeps its weights in ${location}, which is not beside it`)
    if (statSync(file).size < bytes)
      throw invalid(graph, `keeps its weights in ${location}, which is cut off`)
    files.push(file)
  }
  return files
}

/** The external files that a graph names, and how many bytes each must have at least. */
function locationsIn(graph: string): Map<string, number> {
  const { size, mtimeMs } = statSync(graph)
  const state = `${size} ${mtimeMs}`
  const before = known.get(graph)
  if (before?.state === state) return before.locations
  const locations = new Map<string, number>()
  for (const { external } of readOnnxTensors(graph))
    if (external) {
      const { location, offset, length } = external
      locations.set(location, Math.max(locations.get(location) ?? 0, offset + length))
    }
  known.set(graph, { state, locations })
  return locations
}

function invalid(graph: string, why: string): LumitagError {
  return new LumitagError(
    'MODEL_FOLDER_INVALID',
    `${basename(graph)} ${why}. Copy or download the model again, with all files of its onnx folder.`,
  )
}
