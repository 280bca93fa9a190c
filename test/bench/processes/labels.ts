import { join } from 'node:path'
import { createEngine } from '../../../src-main/engine/engine.ts'
import { embedTexts } from '../../../src-main/engine/inference/towers.ts'
import { readModelFolder } from '../../../src-main/engine/models/modelFolder.ts'
import { scoreOf } from '../../../src-shared/score.ts'
import { openMemoryRead } from '../machine/memoryRead.ts'
import { projectRoot } from '../material/places.ts'
import { answer } from './ask.ts'

/** Typing a label, and moving its threshold, in a library of the product's own engine. */
export interface LabelsInput {
  library: string
  model: string
  /** bytes of all its vectors */
  bytes: number
  rounds: number
}
export interface LabelsRound {
  /** from the typed text to the ids of its album */
  toAlbumMs: number
  /** the same for one word, which three templates dress up */
  wordToAlbumMs: number
  /** what the text tower takes for the text, and reading all vectors */
  textMs: number
  readMs: number
  /** a preview with other thresholds */
  thresholdMs: number
  /** storing another threshold, with the tags that follow */
  updateMs: number
  /** a preview of words that were never asked, in a library with labels; the text tower is loaded */
  workbenchMs: number
  /** the same in time of the engine's processor */
  workbenchCpuMs: number
  photos: number
}

/** Labels that a preview is compared with. */
const LABELS = 20

/** One photo in a hundred, where cosines of random vectors scatter by 1 / sqrt(768). */
const AUTOMATIC_COSINE = 0.084
const SUGGESTION_COSINE = 0.074

await answer(async ({ library, model, bytes, rounds }: LabelsInput): Promise<LabelsRound[]> => {
  const { text, scale } = readModelFolder(model)
  const score = (cosine: number): number => scoreOf(cosine, scale!)
  const thresholds = { automatic: score(AUTOMATIC_COSINE), suggestion: score(SUGGESTION_COSINE) }
  const memory = openMemoryRead(bytes)
  const engine = await createEngine({
    dataDir: library,
    modelsDir: join(projectRoot, 'models'),
    resourcesDir: join(projectRoot, 'resources'),
    runJobs: false,
  })
  const all: LabelsRound[] = []
  for (let round = -1; round < rounds; round++) {
    const prompt = `a photo of thing number ${round}`
    const [textMs] = await timed(() => embedTexts(text, [prompt]))
    const readMs = memory.run()
    const [toAlbumMs, { label, photos }] = await timed(() =>
      toAlbum({ name: `text ${round}`, prompts: [prompt] }),
    )
    const [wordToAlbumMs, word] = await timed(() => toAlbum({ name: `word${round}` }))
    const preview = (automatic: number) =>
      timed(() => engine.call('labels.preview', { prompts: [prompt], ...thresholds, automatic }))
    await preview(thresholds.automatic)
    const [thresholdMs] = await preview(thresholds.automatic * 1.5)
    const [updateMs] = await timed(() =>
      engine.call('labels.update', { id: label.id, change: { automatic: thresholds.automatic * 1.5 } }),
    )
    for (const { id } of [label, word.label]) await engine.call('labels.remove', { id })
    // the first round warms up
    const workbench = { workbenchMs: 0, workbenchCpuMs: 0 }
    if (round >= 0)
      all.push({ toAlbumMs, wordToAlbumMs, textMs, readMs, thresholdMs, updateMs, ...workbench, photos })
  }
  for (let number = 0; number < LABELS; number++)
    await engine.call('labels.add', { name: `label ${number}`, mode: 'suggest' })
  for (let round = -1; round < rounds; round++) {
    const begun = process.cpuUsage()
    const [workbenchMs] = await timed(() =>
      engine.call('labels.preview', { prompts: [`a photo of thing number ${round}, typed`] }),
    )
    const { user, system } = process.cpuUsage(begun)
    if (round >= 0) Object.assign(all[round]!, { workbenchMs, workbenchCpuMs: (user + system) / 1000 })
  }
  await engine.close()
  return all

  async function toAlbum(input: { name: string; prompts?: string[] }) {
    const label = await engine.call('labels.add', { ...input, ...thresholds })
    const { ids } = await engine.call('photos.index', { source: { kind: 'album', albumId: label.albumId! } })
    return { label, photos: ids.length }
  }
})

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const start = performance.now()
  const result = await work()
  return [performance.now() - start, result]
}
