import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { EmbeddingKey } from '../store/embeddings.ts'
import type { VectorSource } from './openVectors.ts'
import { openVectorFile, type VectorFile } from './vectorFile.ts'
import { VectorStore } from './vectorStore.ts'

/** Changes whenever the files' layout does. */
const LAYOUT = 'lumitag vectors 1'
/** How long closing waits for a copy to be complete. */
const CLOSING_MS = 2000

/** Opens the copy of a key's embeddings, after throwing away copies that can never be right again. */
export async function openCopy({ embeddings, key, directory }: VectorSource): Promise<VectorFile> {
  await mkdir(directory, { recursive: true })
  const wanted = new Set([...embeddings.copied(), key].map(nameOf))
  for (const file of await readdir(directory))
    if (!wanted.has(parse(file).name)) await rm(join(directory, file), { recursive: true, force: true })
  return openVectorFile(join(directory, nameOf(key)))
}

/** Removes the copy of a key's embeddings, which nobody may have open. */
export async function removeCopy(directory: string, key: EmbeddingKey): Promise<void> {
  for (const ending of ['rows', 'vectors'])
    await rm(join(directory, `${nameOf(key)}.${ending}`), { force: true })
}

/** The rows of the copy that are proven: by the token that the database knows, and each by itself. */
export async function readCopy(file: VectorFile, source: VectorSource): Promise<VectorStore> {
  const { embeddings, key, dimensions } = source
  const vectors = new VectorStore(dimensions)
  const token = embeddings.copyToken(key)
  // one more than there should be, to see one that should not
  if (token !== undefined) await file.read(headerOf(source, token), vectors, embeddings.count(key) + 1)
  return vectors
}

/**
 * Writes what the copy lacks, from row `saved` on, whenever `save` is called. It begins with a new token, so that no
 * other state of the copy or of the database, from a backup or another computer, ever fits.
 */
export function keepUp(
  file: VectorFile,
  vectors: VectorStore,
  saved: number,
  source: VectorSource,
): { save(): void; close(): Promise<void> } {
  let begun = false
  let stopped = false
  let saving: Promise<void> | undefined

  async function catchUp(): Promise<void> {
    if (!begun) {
      const token = randomUUID()
      source.embeddings.setCopyToken(source.key, token)
      await file.begin(headerOf(source, token), vectors, saved)
      begun = true
    }
    while (!stopped && saved < vectors.size) saved = await file.append(vectors, saved)
  }

  return {
    save() {
      if (stopped) return
      saving ??= catchUp()
        .catch((error: unknown) => {
          stopped = true
          source.log?.('the copy of the embeddings cannot be written; the next start takes longer', error)
        })
        .finally(() => (saving = undefined))
    },
    async close() {
      // a short run, such as of the command line, leaves a copy too; what is still missing then, later runs add
      const enough = setTimeout(() => (stopped = true), CLOSING_MS)
      await saving
      clearTimeout(enough)
      stopped = true
      await file.close()
    },
  }
}

/** All that the rows depend on; a file that says anything else is another copy. */
function headerOf({ key, dimensions }: VectorSource, token: string): string {
  return JSON.stringify([LAYOUT, key.tower, key.preprocessing, dimensions, token])
}

const nameOf = ({ tower, preprocessing }: EmbeddingKey): string =>
  createHash('sha256')
    .update(JSON.stringify([tower, preprocessing]))
    .digest('hex')
    .slice(0, 16)
