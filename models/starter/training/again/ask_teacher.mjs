// Step 4: the teacher's 1,280 features of each stored view, as 32-bit floats. usage: ask_teacher.mjs teacher.onnx px_K.u8 ft_K.f32
import fs from 'node:fs'
import ort from 'onnxruntime-node'

const BATCH = 16
const VIEW = 128 * 128 * 3
const [model, views, features] = process.argv.slice(2)
const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 })
const bytes = new Uint8Array(fs.readFileSync(views))
const part = fs.openSync(`${features}.part`, 'w')
for (let at = 0; at < bytes.length; at += BATCH * VIEW) {
  const batch = bytes.slice(at, at + BATCH * VIEW)
  const tensor = new ort.Tensor('uint8', batch, [batch.length / VIEW, 128, 128, 3])
  const { data } = (await session.run({ bytes: tensor }, ['features'])).features
  fs.writeSync(part, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
}
fs.closeSync(part)
fs.renameSync(`${features}.part`, features) // the trainer takes whole files only
