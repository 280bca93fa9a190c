// Step 4: what the teacher and the tower's first blocks say of each view (ask.py), chunk after chunk as they are made, until
// a file WORK/v/stop appears. usage: ask_teacher.mjs WORK questions.onnx
import fs from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import ort from 'onnxruntime-node'

const BATCH = 16
const VIEW = 128 * 128 * 3
const [work, graph] = process.argv.slice(2)
const folder = `${work}/v`
const session = await ort.InferenceSession.create(graph, { intraOpNumThreads: 1, interOpNumThreads: 1 })

async function answer(chunk) {
  const bytes = new Uint8Array(fs.readFileSync(`${folder}/px_${chunk}.u8`))
  const outputs = { features: `ft_${chunk}.f32`, early: `early_${chunk}.u8` }
  const parts = Object.entries(outputs).map(([name, file]) => ({
    name,
    file: `${folder}/${file}`,
    part: fs.openSync(`${folder}/${file}.part`, 'w'),
  }))
  for (let at = 0; at < bytes.length; at += BATCH * VIEW) {
    const batch = bytes.slice(at, at + BATCH * VIEW)
    const answers = await session.run({ bytes: new ort.Tensor('uint8', batch, [batch.length / VIEW, 128, 128, 3]) })
    for (const { name, part } of parts) {
      const { data } = answers[name]
      fs.writeSync(part, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    }
  }
  // the trainer takes up a chunk when its features are there, so they come last
  for (const { file, part } of parts.reverse()) {
    fs.closeSync(part)
    fs.renameSync(`${file}.part`, file)
  }
}

while (!fs.existsSync(`${folder}/stop`)) {
  const files = new Set(fs.readdirSync(folder))
  const waiting = [...files]
    .map((file) => /^px_(\w+)\.u8$/.exec(file)?.[1])
    .filter((chunk) => chunk && !files.has(`ft_${chunk}.f32`))
    .sort((a, b) => (a === 'whole' ? -1 : b === 'whole' ? 1 : a - b))
  if (waiting.length) await answer(waiting[0])
  else await setTimeout(2000)
}
