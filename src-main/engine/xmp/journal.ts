import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { exclusively } from './exclusively.ts'
import { fileError } from './fileError.ts'

/** Runs are kept so long, and so many bytes of them, oldest first (XMP.md section 7). */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000
const KEPT_BYTES = 500 * 1024 * 1024
const ENDING = '.jsonl'

/** What a run did to one photo and its sidecar; `state` is whatever the caller needs to take its own part back. */
export interface JournalEntry<S> {
  photoId: number
  /** null where no file was written */
  file: {
    path: string
    /** the file's bytes before; null where it was made */
    before: Uint8Array | null
    /** SHA-256 of the bytes that were written; null where it was deleted */
    after: string | null
  } | null
  state: S
}

/** Journals of sync runs in one folder: what is needed to show and to undo each of them. One writer per run. */
export class Journal<S> {
  readonly #folder: string
  #open: { run: string; handle: FileHandle } | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Begins a run's journal. IO, NO_SPACE … where that cannot be: then nothing may be written that could not be undone. */
  async begin(run: string): Promise<void> {
    try {
      await this.#handleOf(run)
    } catch (error) {
      throw fileError(error, this.#file(run))
    }
  }

  /** Notes what is about to be done, before it is done: a killed run can be undone too. */
  async append(run: string, entry: JournalEntry<S>): Promise<void> {
    const { file } = entry
    const before = file?.before && deflateRawSync(file.before).toString('base64')
    const line = JSON.stringify({ ...entry, file: file && { ...file, before } })
    // one after the other: a line is written as a whole
    await exclusively(this.#file(run), async () => (await this.#handleOf(run)).appendFile(`${line}\n`))
  }

  /** Makes what was noted outlast a power cut. */
  async flush(): Promise<void> {
    await this.#open?.handle.datasync()
  }

  async close(): Promise<void> {
    await this.#open?.handle.close()
    this.#open = undefined
  }

  /** A run's entries in order; none if its journal is gone. A line that a power cut tore is passed over. */
  async *entries(run: string): AsyncGenerator<JournalEntry<S>> {
    const path = this.#file(run)
    if (!(await stat(path).catch(() => null))) return
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      const entry = parse<S>(line)
      if (entry) yield entry
    }
  }

  /** Removes runs that are too old or too many; answers which. */
  async prune(now: number): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => [])
    const runs = await Promise.all(
      names
        .filter((name) => name.endsWith(ENDING))
        .map(async (name) => ({ name, stats: await stat(join(this.#folder, name)) })),
    )
    runs.sort((a, b) => b.stats.mtimeMs - a.stats.mtimeMs)
    let bytes = 0
    const gone = runs.filter(({ stats }) => {
      bytes += stats.size
      return stats.mtimeMs < now - KEPT_MS || bytes > KEPT_BYTES
    })
    for (const { name } of gone) await rm(join(this.#folder, name), { force: true })
    return gone.map(({ name }) => name.slice(0, -ENDING.length))
  }

  async #handleOf(run: string): Promise<FileHandle> {
    if (this.#open?.run === run) return this.#open.handle
    await this.close()
    await mkdir(this.#folder, { recursive: true })
    const handle = await open(this.#file(run), 'a')
    this.#open = { run, handle }
    return handle
  }

  #file(run: string): string {
    return join(this.#folder, `${run}${ENDING}`)
  }
}

function parse<S>(line: string): JournalEntry<S> | undefined {
  try {
    type Stored = Omit<JournalEntry<S>, 'file'> & {
      file: { path: string; before: string | null; after: string | null } | null
    }
    const { file, ...entry } = JSON.parse(line) as Stored
    const before = file?.before ? inflateRawSync(Buffer.from(file.before, 'base64')) : null
    return { ...entry, file: file && { ...file, before } }
  } catch {
    return undefined
  }
}
