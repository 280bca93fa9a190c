import { LumitagError } from '../../../../src-shared/errors.ts'
import type { Precision } from '../../../../src-shared/schemas/catalogue.ts'
import type { RemoteFile } from './hub.ts'

/** What the exports call each precision; older ones have 8-bit towers under one name only. */
const SUFFIXES: Record<Precision, readonly string[]> = {
  fp32: [''],
  fp16: ['_fp16'],
  int8: ['_int8', '_quantized'],
  uint8: ['_uint8'],
  q4: ['_q4'],
  q4f16: ['_q4f16'],
  bnb4: ['_bnb4'],
}
const NEEDED = ['config.json', 'preprocessor_config.json', 'tokenizer.json']
const WELCOME = ['tokenizer_config.json', 'special_tokens_map.json']
/** Big graphs keep their weights in files beside them, by names that are written in the graph. */
const SIDE_FILE = /^[._]data[\w.-]*$/

/**
 * The files of a repository that make a model folder: both towers, each in one precision, with their side files, and
 * what describes them; small ones first. BAD_INPUT says which precisions there are if the wanted one is not.
 */
export function chooseFiles(
  listed: readonly RemoteFile[],
  repository: string,
  precision: Precision,
  textPrecision: Precision,
): RemoteFile[] {
  const missing = NEEDED.filter((name) => !listed.some(({ path }) => path === name))
  if (missing.length > 0)
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `${repository} has no ${missing.join(', ')}: it cannot be used as it is now. Look for a newer Lumitag.`,
    )
  const described = listed.filter(({ path }) => NEEDED.includes(path) || WELCOME.includes(path))
  return [...described, ...tower('vision_model', precision), ...tower('text_model', textPrecision)].sort(
    (a, b) => a.bytes - b.bytes,
  )

  function tower(name: string, wanted: Precision): RemoteFile[] {
    const graphOf = (precision: Precision): RemoteFile | undefined =>
      SUFFIXES[precision]
        .map((suffix) => listed.find(({ path }) => path === `onnx/${name}${suffix}.onnx`))
        .find(Boolean)
    const graph = graphOf(wanted)
    if (!graph) {
      const there = (Object.keys(SUFFIXES) as Precision[]).filter(graphOf)
      throw new LumitagError(
        'BAD_INPUT',
        `${repository} has no ${name}.onnx in ${wanted}. There is: ${there.join(', ') || 'none'}.`,
      )
    }
    const sides = listed.filter(
      ({ path }) => path.startsWith(graph.path) && SIDE_FILE.test(path.slice(graph.path.length)),
    )
    return [graph, ...sides]
  }
}
