import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'
import { runJobs } from '../progress.ts'

export async function listModels(engine: Engine, output: Output): Promise<void> {
  const models = await engine.call('models.list')
  for (const model of models) output.event({ event: 'model', ...model })
  output.table(
    ['', 'Id', 'Name', 'Image', 'Width', 'Folder'],
    models.map(({ active, id, name, imageSize, dimensions, directory }) => [
      active ? '*' : '',
      id,
      name,
      `${imageSize} px`,
      dimensions,
      directory,
    ]),
  )
  for (const { name, note, problem } of models) output.say(`\n${name}: ${problem ?? note}`)
}

export async function addModel(
  engine: Engine,
  folder: string,
  name: string | undefined,
  output: Output,
): Promise<void> {
  const model = await engine.call('models.add', { directory: folder, ...(name ? { name } : {}) })
  output.event({ event: 'model', ...model })
  output.say(
    `Added "${model.id}": ${model.imageSize} px, ${model.dimensions} numbers a photo; both towers were tried.`,
  )
  if (!model.exactScale)
    output.say(
      'Its scale and bias are not in the folder: scores are approximate, their order is exact. Put model.safetensors beside config.json for exact ones.',
    )
  output.say(`Put it in use: lumitag model use ${model.id}`)
}

export async function useModel(engine: Engine, id: string, output: Output): Promise<number> {
  const model = await engine.call('models.use', { id })
  const jobs = await runJobs(engine, output)
  const failed = jobs.reduce((total, job) => total + job.failed, 0)
  output.event({ event: 'model', ...model })
  output.say(
    `"${model.name}" is in use; the library is indexed with it. Embeddings of other models are kept.`,
  )
  return failed > 0 ? exitCodes.someFailed : exitCodes.done
}
