import { noFacts } from '../../src-main/engine/media/metadata/facts.ts'
import { openStore } from '../../src-main/engine/store/store.ts'
import { openVectors } from '../../src-main/engine/vectors/openVectors.ts'
import { randomNumbers, randomUnitVector } from './largeLibrary.ts'

/* A process that adds embeddings to a library and their copy as an index run does, much faster, until it is killed. */

const [folder, directory, dimensions, tower, preprocessing] = process.argv.slice(2) as [
  string,
  ...string[],
] as [string, string, string, string, string]
const key = { tower, preprocessing }
const store = openStore(folder)
const random = randomNumbers(process.pid)
const { vectors, save } = await openVectors({
  embeddings: store.embeddings,
  key,
  dimensions: Number(dimensions),
  directory,
})
const root = store.roots.add(`/${process.pid}`, 0)
process.send!('ready')
for (let count = 0; ; count++) {
  const added = store.transaction(() =>
    Array.from({ length: 20 }, (_, index) => {
      const path = `${count}-${index}`
      store.photos.add(root.id, { path, bytes: 1, modifiedAt: 0 })
      const contentId = store.photos.setContent(store.photos.idAt(root.id, path)!, `${process.pid} ${path}`, {
        ...noFacts,
        ...{ format: 'jpeg', width: 1, height: 1, corners: 0 },
      })
      const vector = randomUnitVector(Number(dimensions), random)
      store.embeddings.add(key, contentId, vector, 'exact')
      return { contentId, vector }
    }),
  )
  for (const { contentId, vector } of added) vectors.add(contentId, vector)
  save()
  await new Promise((resolve) => setTimeout(resolve, 1))
}
