import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/*
 * transformers.js on the same photos and the same ONNX files, used as its documentation shows. It is fetched by the
 * bench, not installed with the project: a module without types.
 */

/**
 * @typedef {object} PeerInput
 * @property {string} packages the folder whose node_modules holds it
 * @property {string} model
 * @property {'fp32' | 'int8'} precision
 * @property {string} photos
 * @property {number} batch
 * @property {string[]} labels classify with these; none: embeddings only
 */
/** @typedef {{ photos: number, seconds: number, cpuMs: number, rssMb: number }} PeerOutput */

process.on('disconnect', () => process.exit())
/** @type {PeerInput} */
const { packages, model, precision, photos, batch, labels } = JSON.parse(process.argv[2] ?? '')
const entry = createRequire(join(packages, 'index.js')).resolve('@huggingface/transformers')
const peer = await import(pathToFileURL(entry).href)
peer.env.allowRemoteModels = false
peer.env.localModelPath = ''

const options = { dtype: precision === 'int8' ? 'q8' : 'fp32', device: 'cpu' }
const work = labels.length > 0 ? await classifier() : await embedder()
const files = readdirSync(photos)
  .sort()
  .map((name) => join(photos, name))
const batches = Array.from({ length: Math.ceil(files.length / batch) }, (_, i) =>
  files.slice(i * batch, (i + 1) * batch),
)

await work(batches[0] ?? [])
const cpu = process.cpuUsage()
const start = performance.now()
for (const some of batches) await work(some)
const seconds = (performance.now() - start) / 1000
const { user, system } = process.cpuUsage(cpu)
/** @type {PeerOutput} */
const output = {
  photos: files.length,
  seconds,
  cpuMs: (user + system) / 1000,
  rssMb: process.resourceUsage().maxRSS / 1024,
}
process.send?.(output, () => process.disconnect())

async function embedder() {
  const pipe = await peer.pipeline('image-feature-extraction', model, options)
  return (/** @type {string[]} */ some) => pipe(some, { pool: true })
}

/**
 * The zero-shot pipeline. It wants one graph of both towers; ours are two, so a model is put together that runs both and
 * multiplies: the same work.
 */
async function classifier() {
  const vision = await peer.SiglipVisionModel.from_pretrained(model, options)
  const text = await peer.SiglipTextModel.from_pretrained(model, { ...options, dtype: 'q8' })
  const both = async (/** @type {any} */ { input_ids, pixel_values }) => {
    const [images, texts] = [await vision({ pixel_values }), await text({ input_ids })]
    return { logits_per_image: logits(rows(images.pooler_output), rows(texts.pooler_output)) }
  }
  const pipe = new peer.ZeroShotImageClassificationPipeline({
    task: 'zero-shot-image-classification',
    model: Object.assign(both, { config: vision.config }),
    tokenizer: await peer.AutoTokenizer.from_pretrained(model),
    processor: await peer.AutoProcessor.from_pretrained(model),
  })
  return (/** @type {string[]} */ some) => pipe(some, labels)
}

/**
 * @param {{ data: Float32Array, dims: number[] }} embeddings
 * @returns {Float32Array[]}
 */
function rows({ data, dims: [images = 1] }) {
  const width = data.length / images
  return Array.from({ length: images }, (_, row) => data.subarray(row * width, (row + 1) * width))
}

/**
 * @param {Float32Array[]} images
 * @param {Float32Array[]} texts
 */
function logits(images, texts) {
  const length = (/** @type {Float32Array} */ row) => Math.hypot(...row)
  const values = images.flatMap((image) =>
    texts.map((words) => {
      const cosine =
        image.reduce((sum, value, i) => sum + value * (words[i] ?? 0), 0) / length(image) / length(words)
      return 112.7 * cosine - 16.77
    }),
  )
  return new peer.Tensor('float32', Float32Array.from(values), [images.length, texts.length])
}
