import { join } from 'node:path'
import { openScoring } from '../../../src-main/engine/labels/scoring.ts'
import type { ActiveModel } from '../../../src-main/engine/models/models.ts'
import { openStore } from '../../../src-main/engine/store/store.ts'
import { DIMENSIONS, embeddingKey } from '../material/vectorLibrary.ts'
import { answer } from './ask.ts'

/** The vectors of a library into memory, as when Lumitag starts. */
export interface StartInput {
  library: string
  cache: string
}
export interface StartOutput {
  ms: number
  vectors: number
}

await answer(async ({ library, cache }: StartInput): Promise<StartOutput> => {
  const store = openStore(library)
  // all that is asked of the model here
  const model = { dimensions: DIMENSIONS, embeddingKey: await embeddingKey(store, cache) } as ActiveModel
  const start = performance.now()
  const { vectors, save, close } = await openScoring(store, model, { directory: join(library, 'vectors') })
  const ms = performance.now() - start
  // the first run makes the copy that the others read
  save()
  await close()
  store.close()
  return { ms, vectors: vectors.size }
})
