import { existsSync, realpathSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { basename, join } from 'node:path'
import { LumitagError, toErrorData } from '../../../src-shared/errors.ts'
import { estimate, precisionFor, TEXT_PRECISION, type Computer } from '../../../src-shared/modelEstimate.ts'
import type { AvailableModels, CatalogueModel, Precision } from '../../../src-shared/schemas/catalogue.ts'
import type { Model } from '../../../src-shared/schemas/model.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import type { Catalogue } from './catalogue.ts'
import { createHub } from './download/hub.ts'
import type { HubSettings } from './download/settings.ts'
import { describeChecks, install, isInstalled, type InstallParameters } from './install.ts'
import { measuredSpeed } from './measured.ts'
import type { ModelService } from './models.ts'
import { recommend } from './recommend.ts'

/** Estimates are for at least so many photos: a library that is small today says little about tomorrow. */
const FEWEST_PHOTOS = 10_000

export interface Installer {
  available(): Promise<AvailableModels>
  /** Says what is wrong with a wish before anything is queued, and fills in what it leaves open. */
  check(wish: { name: string; precision?: Precision; textPrecision?: Precision }): Promise<InstallParameters>
  run(context: JobContext<InstallParameters>): Promise<JobOutcome>
}

export interface InstallerDependencies {
  catalogue: Catalogue
  models: ModelService
  /** where installed models lie, a folder each */
  directory: string
  settings: HubSettings
  photos: () => number
}

/** Knows which models can be had, and brings them here when asked to. */
export function createInstaller(dependencies: InstallerDependencies): Installer {
  const { catalogue, models, directory, settings } = dependencies
  const hub = createHub(settings)
  const computer = (): Computer => ({
    cores: availableParallelism(),
    memory: Math.min(totalmem(), process.constrainedMemory() || Infinity),
    photos: Math.max(dependencies.photos(), FEWEST_PHOTOS),
    measured: null,
  })
  /** Why a model cannot be installed; null if it can. */
  const problemOf = ({ problem, modelType }: CatalogueModel): string | null =>
    problem ??
    (catalogue.families[modelType] ? null : `Lumitag cannot read models of the type "${modelType}" yet`)

  function find(name: string): CatalogueModel {
    const model = catalogue.models.find((known) => known.name === name)
    if (!model)
      throw new LumitagError(
        'NOT_FOUND',
        `There is no model "${name}" in the catalogue. "lumitag model list --available" shows those there are.`,
      )
    const problem = problemOf(model)
    if (problem) throw new LumitagError('MODEL_INCOMPATIBLE', `${name} cannot be installed: ${problem}.`)
    return model
  }

  /** The model that this folder is known as. */
  const registered = async (folder: string): Promise<Model | undefined> =>
    existsSync(folder)
      ? (await models.list()).find((model) => model.directory === realpathSync(folder))
      : undefined

  /** Both towers are tried before it is remembered; one that does not work stays on the disk, to be looked at. */
  async function register(folder: string, name: string): Promise<void> {
    try {
      // known already: its folder was removed, and is back now
      const known = await registered(folder)
      if (known?.problem) throw new LumitagError('MODEL_FOLDER_INVALID', known.problem)
      // its files were published together, and verified
      if (!known) await models.add(folder, name, true)
    } catch (error) {
      if (!(error instanceof LumitagError)) throw error
      const hint = `It was downloaded to ${folder}; delete that folder to download it anew.`
      throw new LumitagError(error.code, `${error.message} ${hint}`, { cause: error })
    }
  }

  return {
    async available() {
      const measured = measuredSpeed(await models.list(), catalogue.models, (folder) => basename(folder))
      const here = { ...computer(), measured }
      return {
        computer: here,
        recommended: recommend(catalogue.recommended, catalogue.models, here),
        models: catalogue.models.map((model) => ({
          ...model,
          problem: problemOf(model),
          installed: isInstalled(directory, model.name),
          estimate: problemOf(model) ? null : estimate(model, precisionFor(model, here), here),
        })),
      }
    },

    async check({ name, precision, textPrecision }) {
      const model = find(name)
      const folder = join(directory, name)
      const known = await registered(folder)
      if (known && known.problem === null)
        throw new LumitagError(
          'ALREADY_EXISTS',
          `${name} is installed already: lumitag model use ${known.id}. To have it in another precision, delete ${folder} first.`,
        )
      if (settings.offline && !isInstalled(directory, name))
        throw new LumitagError(
          'OFFLINE',
          'HF_HUB_OFFLINE is set, so nothing is downloaded. Unset it, or bring a model folder: lumitag model add <folder>',
        )
      return {
        name,
        precision: precision ?? precisionFor(model, computer()),
        textPrecision: textPrecision ?? TEXT_PRECISION,
      }
    },

    async run(context) {
      try {
        return await bring(context)
      } catch (error) {
        if (!context.signal.aborted)
          context.problem({ path: context.parameters.name, photoId: null, ...toErrorData(error) })
        throw error
      }
    },
  }

  async function bring(context: JobContext<InstallParameters>): Promise<JobOutcome> {
    const { name } = context.parameters
    const model = find(name)
    const folder = join(directory, name)
    // what was downloaded before may not have been tried: it was interrupted between the two
    const there = isInstalled(directory, name)
    const brought = there ? null : await install(model, directory, hub, context)
    await register(folder, name)
    const { check } = (await registered(folder))!
    const doubts =
      check?.findings.flatMap(({ verdict, words }) => (verdict === 'doubtful' ? words : [])) ?? []
    const { files = [], exactScale = true } = brought ?? {}
    return {
      result: {
        files: files.length,
        bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
        exactScale: exactScale ? 1 : 0,
      },
      message: [there ? 'It was downloaded before.' : `Verified: ${describeChecks(files)}.`, ...doubts].join(
        ' ',
      ),
    }
  }
}
