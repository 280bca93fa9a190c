import { join } from 'node:path'
import { createEngine } from '../../../src-main/engine/engine.ts'
import { embedTexts } from '../../../src-main/engine/inference/towers.ts'
import { readModelFolder } from '../../../src-main/engine/models/modelFolder.ts'
import type { Rule } from '../../../src-shared/rules/tree.ts'
import { projectRoot } from '../material/places.ts'
import { answer } from './ask.ts'

/** Typing searches, and looking at a smart album, in a library of the product's own engine. */
export interface SearchInput {
  library: string
  model: string
  rounds: number
}
export interface SearchRound {
  /** from words that were never asked to the photos' columns; the text tower is loaded */
  newWordsMs: number
  /** what the text tower takes of that */
  textMs: number
  /** three known terms with plus and minus, a date and a folder */
  mixedMs: number
  /** a rule of a dozen conditions in nested groups */
  ruleMs: number
  found: number
}

const RULE: Rule = {
  all: [
    { taken: { from: '2006', to: '2023', months: [5, 6, 7, 8, 9] } },
    { any: [{ folder: '2010' }, { folder: '2015' }, { folder: '2020' }, { orientation: 'landscape' }] },
    { none: [{ camera: 'Scanner' }, { rating: { from: 4 } }, { all: [{ type: ['raw'] }, { has: 'gps' }] }] },
    { has: 'capture time' },
    { meaning: 'a photo of thing number 0', top: 1000 },
  ],
}

await answer(async ({ library, model, rounds }: SearchInput): Promise<SearchRound[]> => {
  const { text } = readModelFolder(model)
  const engine = await createEngine({
    dataDir: library,
    modelsDir: join(projectRoot, 'models'),
    resourcesDir: join(projectRoot, 'resources'),
    runJobs: false,
  })
  const search = (query: string) => engine.call('photos.index', { source: { kind: 'text', text: query } })
  const { id: albumId } = await engine.call('albums.create', { name: 'Bench', rule: RULE })
  const all: SearchRound[] = []
  for (let round = -1; round < rounds; round++) {
    const words = `a photo of something new, number ${round}`
    const [textMs] = await timed(() => embedTexts(text, [words]))
    const [newWordsMs, { ids }] = await timed(() => search(words))
    const terms = [0, 1, 2].map((number) => `a photo of thing number ${number}`)
    const query = `${terms[0]} + ${terms[1]} - ${terms[2]} 2010..2020 in:"photos of nobody"`
    await search(query)
    const [mixedMs] = await timed(() => search(query))
    const [ruleMs] = await timed(() => engine.call('photos.index', { source: { kind: 'album', albumId } }))
    // the first round warms up
    if (round >= 0) all.push({ newWordsMs, textMs, mixedMs, ruleMs, found: ids.length })
  }
  await engine.close()
  return all
})

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const start = performance.now()
  const result = await work()
  return [performance.now() - start, result]
}
