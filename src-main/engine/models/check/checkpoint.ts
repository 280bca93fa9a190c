import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Finding } from '../../../../src-shared/schemas/modelCheck.ts'
import { openWindow } from '../fileWindow.ts'
import type { ModelFolder } from '../modelFolder.ts'
import { readOnnxTensors, type OnnxTensor } from '../onnxTensors.ts'
import { floatsOf, openSafetensors, type Safetensors } from '../safetensors.ts'

const FLOAT32 = 1
/** Biases and norms, which exports keep as they are, whatever the precision of the rest. */
const MOST_BYTES = 64 * 1024
/** An export moves numbers, it does not compute them. */
const TOLERANCE = 1e-6

/**
 * Compares what both towers share by name with the checkpoint they say they are from, model.safetensors in the same
 * folder: the only certain way to tell towers of two checkpoints of one shape apart.
 */
export function compareWithCheckpoint({ directory, vision, text }: ModelFolder): Finding {
  const file = join(directory, 'model.safetensors')
  if (!existsSync(file))
    return finding(
      'unknown',
      null,
      'There is no model.safetensors in the folder, so the towers could not be compared with their checkpoint.',
    )
  const checkpoint = openSafetensors(file)
  if (!checkpoint) return damaged
  try {
    const towers = [vision.file, text.file].map((file) => ({ file, ...compareTower(file, checkpoint) }))
    const other = towers.find(({ different }) => different > 0)
    if (other)
      return finding(
        'bad',
        'MODEL_INCOMPATIBLE',
        `${basename(other.file)} has other weights than model.safetensors (${other.different} of ${other.compared} tensors): it is from another checkpoint. Get all files from one repository.`,
      )
    const silent = towers.find(({ compared }) => compared === 0)
    if (silent)
      return finding(
        'unknown',
        null,
        `${basename(silent.file)} shares no named tensor with model.safetensors to compare.`,
      )
    const count = towers.map(({ compared }) => compared).join(' and ')
    return finding('good', null, `Both towers are from model.safetensors (${count} tensors compared).`)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return damaged
  } finally {
    checkpoint.close()
  }
}

const finding = (verdict: Finding['verdict'], code: Finding['code'], words: string): Finding => ({
  about: 'weights',
  verdict,
  code,
  words,
})

const damaged = finding(
  'doubtful',
  'MODEL_FOLDER_INVALID',
  'model.safetensors is damaged or cut off, so the towers could not be compared with it. Copy or download it again.',
)

function compareTower(file: string, checkpoint: Safetensors): { compared: number; different: number } {
  let compared = 0
  let different = 0
  for (const tensor of readOnnxTensors(file)) {
    const [count = 0, ...more] = tensor.dimensions
    if (tensor.type !== FLOAT32 || more.length > 0 || count * 4 > MOST_BYTES) continue
    const wanted = checkpoint.floats(tensor.name)
    if (wanted?.length !== count) continue
    const found = numbersOf(file, tensor, wanted.byteLength)
    if (!found) continue
    compared++
    if (found.some((value, i) => Math.abs(value - wanted[i]!) > TOLERANCE)) different++
  }
  return { compared, different }
}

/** A tensor's numbers, or null if there are not so many bytes of them. */
function numbersOf(graph: string, { raw, external }: OnnxTensor, bytes: number): Float32Array | null {
  const place = external ?? raw
  if (place?.length !== bytes) return null
  const window = openWindow(external ? join(dirname(graph), external.location) : graph)
  try {
    return floatsOf(window.bytes(place.offset, place.length))
  } finally {
    window.close()
  }
}
