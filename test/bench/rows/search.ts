import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../context.ts'
import { modelFolder } from '../material/modelFolder.ts'
import { vectorLibrary } from '../material/vectorLibrary.ts'
import { ask } from '../processes/ask.ts'
import type { SearchInput, SearchRound } from '../processes/search.ts'
import { rounded, type Measured, type RowDefinition } from '../row.ts'
import { medianOf } from '../statistics.ts'
import { vectorCount } from './vectors.ts'

const K100 = 100_000

/** What a user waits for who searches, or looks at a smart album, in a library of 100,000 photos. */
export const searchRows: RowDefinition[] = [
  { id: 'search_100k_ms', goal: { atMost: 50 }, unit: 'ms', measure: newSearch },
  { id: 'smart_album_100k_ms', goal: { atMost: 50 }, unit: 'ms', measure: smartAlbum },
]

const searches = (bench: Bench): Promise<SearchRound[]> =>
  bench.once('searches', async () => {
    const library = join(bench.scratch, 'searches')
    cpSync(await vectorLibrary(vectorCount(bench, K100), bench.cache), library, { recursive: true })
    const model = await modelFolder('p16', 'int8', bench.cache)
    const input: SearchInput = { library, model, rounds: 3 * bench.rounds }
    const rounds = await ask<SearchRound[]>('search.ts', input)
    rmSync(library, { recursive: true })
    return rounds
  })

async function newSearch(bench: Bench): Promise<Measured> {
  const rounds = await searches(bench)
  return {
    value: medianOf(rounds, ({ newWordsMs }) => newWordsMs),
    figures: {
      ...{ vectors: vectorCount(bench, K100), found: medianOf(rounds, ({ found }) => found) },
      textTowerMs: rounded(medianOf(rounds, ({ textMs }) => textMs)),
      withoutTextTowerMs: rounded(medianOf(rounds, ({ newWordsMs, textMs }) => newWordsMs - textMs)),
      knownTermsAndFiltersMs: rounded(medianOf(rounds, ({ mixedMs }) => mixedMs)),
    },
  }
}

async function smartAlbum(bench: Bench): Promise<Measured> {
  const rounds = await searches(bench)
  return {
    value: medianOf(rounds, ({ ruleMs }) => ruleMs),
    figures: { vectors: vectorCount(bench, K100), conditions: 12 },
  }
}
