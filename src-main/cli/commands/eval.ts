import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { LumitagError } from '../../../src-shared/errors.ts'
import {
  evaluatedLabel,
  type EvaluatedLabel,
  type Evaluation,
} from '../../../src-shared/schemas/evaluation.ts'
import type { Engine } from '../../engine/engine.ts'
import { cut, scoreText, shareText } from '../cells.ts'
import { runFolder, sayUnreadable } from '../folderRun.ts'
import type { Output } from '../output.ts'
import { withEngine, type GlobalOptions } from '../session.ts'

export interface EvalOptions {
  labels?: string
  model?: string
}

/** A label pack, or a list of labels; "folders" names the subfolders that show one that is not called like its folder. */
const labelsFile = z.union([z.array(evaluatedLabel), z.object({ labels: z.array(evaluatedLabel) })])

/** Measures labels on photos in folders by what they show, in a library that goes away afterwards unless one is named. */
export async function evaluate(
  options: GlobalOptions,
  output: Output,
  folder: string,
  own: EvalOptions,
): Promise<number> {
  const labels = own.labels === undefined ? undefined : await readLabels(own.labels)
  const measure = (library: string): Promise<number> =>
    withEngine({ ...options, library }, output, (engine) => run(engine, resolve(folder), labels, own, output))
  if (options.library) return measure(options.library)
  const temporary = await mkdtemp(join(tmpdir(), 'lumitag-eval-'))
  try {
    return await measure(temporary)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function run(
  engine: Engine,
  folder: string,
  labels: EvaluatedLabel[] | undefined,
  { model }: EvalOptions,
  output: Output,
): Promise<void> {
  if (model !== undefined) await useModel(engine, model)
  const { source, unreadable } = await runFolder(engine, folder, output)
  if (source.kind !== 'folder') return
  const { rootId, path } = source
  const evaluation = await engine.call('labels.evaluate', { rootId, path, ...(labels && { labels }) })
  sayUnreadable(output, unreadable)
  say(evaluation, output)
  output.event({ event: 'summary', ...evaluation })
}

/** The id of a model of the library, or a model folder. */
async function useModel(engine: Engine, model: string): Promise<void> {
  const known = (await engine.call('models.list')).find(({ id }) => id === model)
  const { id } = known ?? (await engine.call('models.add', { directory: resolve(model) }))
  await engine.call('models.use', { id })
}

async function readLabels(file: string): Promise<EvaluatedLabel[]> {
  const wrong = (why: string): LumitagError =>
    new LumitagError(
      'BAD_INPUT',
      `${file} is no list of labels: ${why}. It is JSON like {"labels": [{"name": "Dog", "prompts": ["a dog"], "folders": ["dogs"]}]}.`,
    )
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw wrong(error instanceof Error ? error.message : String(error))
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw wrong('it is not JSON')
  }
  const parsed = labelsFile.safeParse(json)
  if (!parsed.success) throw wrong(z.prettifyError(parsed.error).split('\n')[0]!)
  return 'labels' in parsed.data ? parsed.data.labels : parsed.data
}

function say(evaluation: Evaluation, output: Output): void {
  const { model, photos, top1, top5, mAP, f1, perLabel, globalThreshold } = evaluation
  output.table(
    [
      'Label',
      'Photos',
      'AP',
      'From score',
      'Precision',
      'Recall',
      'F1',
      'One threshold',
      '5+5 clicks',
      '10+10 clicks',
    ],
    perLabel.map((label) => [
      cut(label.name, 28),
      label.photos,
      shareText(label.averagePrecision),
      scoreText(label.threshold),
      shareText(label.proposed.precision),
      shareText(label.proposed.recall),
      shareText(label.proposed.f1),
      shareText(label.global),
      shareText(label.clicks5),
      shareText(label.clicks10),
    ]),
  )
  output.say(
    `${perLabel.length} labels on ${photos} photos, model ${model}: the right label comes first for ${shareText(top1).trim()}, among the first five for ${shareText(top5).trim()}; mean average precision ${shareText(mAP).trim()}.`,
  )
  output.say('Mean F1:')
  output.table(
    ['Threshold', 'F1'],
    [
      [
        `one for all labels, the best there is (raw score ${scoreText(globalThreshold).trim()})`,
        shareText(f1.global),
      ],
      ['proposed for each label, without a click', shareText(f1.proposed)],
      ['after 5 accepted and 5 rejected', shareText(f1.clicks5)],
      ['after 10 accepted and 10 rejected', shareText(f1.clicks10)],
    ],
  )
}
