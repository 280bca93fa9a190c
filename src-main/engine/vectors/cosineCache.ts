import { setImmediate as othersFirst } from 'node:timers/promises'
import { takeBest, takeContrast, takeMinus } from './combine.ts'
import type { VectorStore } from './vectorStore.ts'

/** What the cosines of lasting queries may cost. */
export interface CacheLimits {
  /** memory: 100 labels over a million photos, 4 bytes each */
  lastingBytes: number
  /** so many lasting queries fit, however many photos there are: 500 MB at 100,000 */
  mostTogether: number
}
const USUAL_LIMITS: CacheLimits = { lastingBytes: 512 * 1024 ** 2, mostTogether: 1000 }
/** Queries that are only tried: the latest previews and searches. */
const PASSING = 8
/** Cosines that the kernel computes before others have a turn: about 20 ms. */
const AT_ONCE = 200_000
/** From so many vectors and cosines on it pays to have all cores compute them together. */
const MANY_VECTORS = 4
const MANY_COSINES = 1_000_000

/** What is asked: the best cosine over several vectors, less what contrasts and minus terms take off. `key` names it. */
export interface CosineQuery {
  key: string
  vectors: readonly Float32Array[]
  contrast?: readonly Float32Array[]
  minus?: readonly { vector: Float32Array; weight: number }[]
  /** false: only tried, soon forgotten */
  lasting: boolean
}

/** Cosines of one query by row, in memory that other threads can fill. */
export type Table = Float32Array<SharedArrayBuffer>

/** Computes cosines of rows 0 to `rows` (exclusive) with many queries, each into its table. False where it cannot. */
export type ManyCosines = (
  vectors: VectorStore,
  rows: number,
  queries: readonly CosineQuery[],
  tables: readonly Table[],
) => Promise<boolean>

interface Entry {
  table: Table
  /** rows that are filled */
  rows: number
}

/** Cosines of queries with all rows, kept while they are used and extended as photos arrive. */
export class CosineCache {
  readonly #vectors: VectorStore
  readonly #many: ManyCosines | undefined
  readonly #limits: CacheLimits
  readonly #lasting = new Map<string, Entry>()
  readonly #passing = new Map<string, Entry>()
  /** how many lasting queries were wanted together: they fit */
  #together = 0
  /** the end of what all cores compute: one after the other */
  #busy: Promise<void> = Promise.resolve()

  constructor(vectors: VectorStore, many?: ManyCosines, limits = USUAL_LIMITS) {
    this.#vectors = vectors
    this.#many = many
    this.#limits = limits
  }

  /** The best cosine over a query's vectors, per row. What is missing is computed at once; for much, `prepare` first. */
  best(query: CosineQuery): Float32Array {
    const { size } = this.#vectors
    const entry = this.#entryOf(query)
    this.#fill(entry, query, size)
    return entry.table.subarray(0, size)
  }

  /** Computes what `best` would have to, on all cores where it is much, and otherwise with turns for others. */
  async prepare(asked: readonly CosineQuery[]): Promise<void> {
    const { mostTogether } = this.#limits
    const together = Math.min(mostTogether, asked.filter(({ lasting }) => lasting).length)
    this.#together = Math.max(this.#together, together)
    // more would push out the first of them before they are used
    const queries = asked.slice(0, Math.max(mostTogether, Math.floor(this.#room())))
    if (this.#worthAllCores(queries).length > 0) {
      this.#busy = this.#busy.then(() => this.#fillTogether(queries))
      await this.#busy
    }
    let computed = 0
    for (const query of queries)
      for (let entry = this.#entryOf(query); entry.rows < this.#vectors.size; entry = this.#entryOf(query)) {
        const vectors = Math.max(1, vectorCount(query))
        const step = Math.ceil((AT_ONCE - computed) / vectors)
        const until = Math.min(entry.rows + step, this.#vectors.size)
        computed += (until - entry.rows) * vectors
        this.#fill(entry, query, until)
        if (computed < AT_ONCE) continue
        computed = 0
        await othersFirst()
      }
  }

  /** How many lasting queries are kept. */
  #room(): number {
    return Math.max(this.#together, this.#limits.lastingBytes / tableBytes(this.#vectors.size))
  }

  /** The queries that are best computed together; none where it is little. */
  #worthAllCores(queries: readonly CosineQuery[]): readonly CosineQuery[] {
    const { size } = this.#vectors
    // what has few rows missing is extended: that is less work than to begin anew
    const wanted = queries.filter((query) => this.#entryOf(query).rows < size / 2)
    const vectors = wanted.reduce((sum, query) => sum + vectorCount(query), 0)
    return this.#many && vectors >= MANY_VECTORS && vectors * size >= MANY_COSINES ? wanted : []
  }

  async #fillTogether(queries: readonly CosineQuery[]): Promise<void> {
    const rows = this.#vectors.size
    const wanted = this.#worthAllCores(queries)
    const parts = wanted.map(partsOf)
    const tables = parts.map((own) => own.map(() => newTable(rows)))
    if (wanted.length === 0) return
    if (!(await this.#many!(this.#vectors, rows, parts.flat(), tables.flat()))) return
    wanted.forEach((query, index) => {
      const [table, ...others] = tables[index]!
      const cosines = others.map((other) => other.subarray(0, rows))
      if (query.contrast?.length) takeContrast(table!, cosines.shift()!, 0)
      for (const { weight } of query.minus ?? []) takeMinus(table!, cosines.shift()!, weight, 0)
      const entry = this.#entryOf(query)
      if (entry.rows < rows) Object.assign(entry, { table: table!, rows } satisfies Entry)
    })
  }

  /** Fills an entry up to this row (exclusive). */
  #fill(entry: Entry, { vectors, contrast, minus }: CosineQuery, until: number): void {
    const first = entry.rows
    if (first >= until) return
    const table = this.#withRoom(entry)
    this.#best(vectors, table, first, until, first)
    const others = (some: readonly Float32Array[]): Float32Array => {
      const cosines = new Float32Array(until - first)
      this.#best(some, cosines, first, until, 0)
      return cosines
    }
    if (contrast?.length) takeContrast(table, others(contrast), first)
    for (const { vector, weight } of minus ?? []) takeMinus(table, others([vector]), weight, first)
    entry.rows = until
  }

  /** The best cosine over some vectors of rows `first` to `until` (exclusive), into `out` from `at` on. */
  #best(vectors: readonly Float32Array[], out: Float32Array, first: number, until: number, at: number): void {
    vectors.forEach((vector, index) => {
      if (index === 0) return this.#vectors.cosines(vector, out, first, until, at)
      const others = new Float32Array(until - first)
      this.#vectors.cosines(vector, others, first, until, 0)
      takeBest(out, others, at)
    })
  }

  /** The entry's table, with room for all rows. */
  #withRoom(entry: Entry): Table {
    const { size } = this.#vectors
    if (entry.table.length < size) {
      const longer = newTable(size)
      longer.set(entry.table)
      entry.table = longer
    }
    return entry.table
  }

  /** The query's entry, as the one that was used last. A new one has no table yet: all cores make their own. */
  #entryOf({ key, lasting }: CosineQuery): Entry {
    const shelf = lasting || this.#lasting.has(key) ? this.#lasting : this.#passing
    const entry = shelf.get(key) ?? this.#passing.get(key) ?? { table: EMPTY, rows: 0 }
    this.#passing.delete(key)
    shelf.delete(key)
    shelf.set(key, entry)
    if (shelf.size > (shelf === this.#lasting ? this.#room() : PASSING))
      shelf.delete(shelf.keys().next().value!)
    return entry
  }
}

/** How many vectors a query has to be multiplied with. */
const vectorCount = ({ vectors, contrast, minus }: CosineQuery): number =>
  vectors.length + (contrast?.length ?? 0) + (minus?.length ?? 0)

/** A query as plain ones, a table each: what fits, the contrasts if there are any, each minus term. */
const partsOf = ({ key, lasting, vectors, contrast, minus }: CosineQuery): CosineQuery[] => [
  { key, lasting, vectors },
  ...(contrast?.length ? [{ key, lasting, vectors: contrast }] : []),
  ...(minus ?? []).map(({ vector }) => ({ key, lasting, vectors: [vector] })),
]

const EMPTY: Table = new Float32Array(new SharedArrayBuffer(0))
const newTable = (rows: number): Table => new Float32Array(new SharedArrayBuffer(tableBytes(rows)))

/** Room for some more photos, so that not each one that comes needs a new table. */
const tableBytes = (rows: number): number =>
  Math.max(1024, Math.ceil(rows * 1.25)) * Float32Array.BYTES_PER_ELEMENT
