import { formatBytes } from '../../../src-shared/bytes.ts'
import { LumitagError } from '../../../src-shared/errors.ts'
import { speedWords, verdictOf } from '../../../src-shared/modelWords.ts'
import { RANKS_ONLY } from '../../../src-shared/ranksOnly.ts'
import type { Precision } from '../../../src-shared/schemas/catalogue.ts'
import type { Engine } from '../../engine/engine.ts'
import { formatHours } from '../../engine/models/recommend.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'
import { runJobs } from '../progress.ts'
import { sayMissingModel } from '../starterNote.ts'
import { sayCheck } from './checkModel.ts'

export async function listModels(engine: Engine, output: Output): Promise<void> {
  const models = await engine.call('models.list')
  for (const model of models) output.event({ event: 'model', ...model })
  output.table(
    ['', 'Id', 'Name', 'Image', 'Width', 'Precision', 'Speed', 'Check', 'Folder'],
    models.map(({ active, id, name, imageSize, dimensions, precision, speed, check, directory, problem }) => [
      active ? '*' : '',
      id,
      name,
      problem ? '' : `${imageSize} px`,
      problem ? '' : String(dimensions),
      problem ? '' : `${precision.vision}, ${precision.text}`,
      speed ? speedWords(speed) : '',
      problem ? 'cannot be used' : check ? verdictOf(check) : 'not checked',
      directory,
    ]),
  )
  for (const { name, note, problem } of models) output.say(`\n${name}: ${problem ?? note}`)
  await sayMissingModel(engine, output)
  output.say(
    '\nPrecision: of the image and the text tower. Speed: of the image tower. Check a model: lumitag model check <id>',
  )
}

/** What can be downloaded, and what each would take on this computer. */
export async function listAvailable(engine: Engine, output: Output): Promise<void> {
  const { computer, recommended, models } = await engine.call('models.available')
  for (const model of models) output.event({ event: 'available', ...model })
  output.event({ event: 'summary', computer, recommended })
  output.table(
    ['', 'Name', 'Image', 'ImageNet', 'Languages', 'Precision', 'Download', 'Memory', 'Indexing', 'State'],
    models
      .filter(({ problem }) => problem === null)
      .map(({ name, imageSize, accuracy, estimate, installed }) => [
        name === recommended.name ? '*' : '',
        name,
        `${imageSize} px`,
        accuracy.imagenet.toFixed(1),
        accuracy.xm3600?.[0]?.toFixed(1) ?? '',
        estimate?.precision ?? '',
        estimate ? formatBytes(estimate.download) : '',
        estimate ? `${formatBytes(estimate.memory)}${estimate.fits ? '' : ' !'}` : '',
        estimate ? formatHours(estimate.hours) : '',
        installed ? 'installed' : '',
      ]),
  )
  output.say(
    `\nImageNet and Languages (finding photos by texts in 36 languages): percent right, as published. Precision: of the image tower; the text tower comes in int8. Indexing ${computer.photos.toLocaleString('en')} photos on ${computer.cores} cores, from a new processor to an old one: an estimate. "!": more than half of the memory.`,
  )
  output.say('\nCannot be installed:')
  for (const { name, problem } of models) if (problem !== null) output.say(`  ${name}: ${problem}`)
  output.say(`\n* Recommended: ${recommended.name} (${recommended.precision}). ${recommended.why}`)
  output.say(`Download it: lumitag model pull ${recommended.name}`)
}

/** Downloads a model of the catalogue, tries it and registers it. Run again after an interruption, it goes on. */
export async function pullModel(
  engine: Engine,
  name: string,
  wish: { precision?: Precision; textPrecision?: Precision },
  output: Output,
): Promise<number> {
  const job = await engine.call('models.install', { name, ...wish })
  const { models } = await engine.call('models.available')
  const { repository, checkpoint, licence } = models.find((model) => model.name === name)!
  output.note(`${job.title} from ${repository} (${licence}).`)
  const { state, message, result } = (await runJobs(engine, output)).find(({ id }) => id === job.id)!
  if (state !== 'done') {
    const [problem] = await engine.call('jobs.problems', { id: job.id })
    output.fail(problem ?? { code: 'CANCELLED', message: 'Cancelled.' })
    return exitCodes.broken
  }
  output.event({ event: 'summary', name, ...result })
  output.say(`Installed "${name}": ${result?.files} files, ${formatBytes(result?.bytes ?? 0)}. ${message}`)
  const check = (await engine.call('models.list')).find((model) => model.name === name)?.check
  if (check) sayCheck(check, output)
  if (result?.exactScale === 0)
    output.say(
      `Its scale and bias could not be read from ${checkpoint}: scores are approximate, their order is exact.`,
    )
  output.say(`Put it in use: lumitag model use ${name}`)
  return exitCodes.done
}

export interface AddOptions {
  name?: string
  anyway?: boolean
}

export async function addModel(
  engine: Engine,
  folder: string,
  options: AddOptions,
  output: Output,
): Promise<void> {
  output.note('Testing the model…')
  const model = await engine.call('models.add', { directory: folder, ...options }).catch((error: unknown) => {
    if (!(error instanceof LumitagError) || error.code !== 'TOWERS_DISAGREE') throw error
    throw new LumitagError(error.code, `${error.message} To add it all the same: --anyway`, { cause: error })
  })
  output.event({ event: 'model', ...model })
  output.say(`Added "${model.id}": ${model.imageSize} px, ${model.dimensions} numbers a photo.`)
  if (model.check) sayCheck(model.check, output)
  if (!model.exactScale) output.say('Put model.safetensors beside config.json for exact scores.')
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
  if (model.scoring === 'softmax') output.say(RANKS_ONLY)
  return failed > 0 ? exitCodes.someFailed : exitCodes.done
}
