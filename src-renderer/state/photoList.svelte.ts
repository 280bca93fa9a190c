import {
  colourNumber,
  flagNumber,
  packMarks,
  unpackMarks,
  withMarking,
  type Marks,
} from '../../src-shared/marks.ts'
import type { Marking } from '../../src-shared/schemas/marks.ts'
import type { PhotoIndex, PhotoOrder } from '../../src-shared/schemas/photo.ts'
import type { Api } from '../api/connection.svelte.ts'
import { Anchor } from '../grid/anchor.ts'
import { sectionsOf } from '../grid/months.ts'
import { sameSource, type Source } from './place.ts'
import { Resource } from './resource.svelte.ts'

/** Lists whose place is remembered. */
const MOST_ANCHORS = 50

/** The photos of the source that is shown, in order. */
export class PhotoList {
  source: Source = $state.raw({ kind: 'all' })
  /** null = the source's own order */
  order: PhotoOrder | null = $state.raw(null)
  readonly index: Resource<PhotoIndex>
  /** a source was shown, maybe under another view now */
  shown = false
  /** where the list is scrolled to; who comes back to one that was shown before is where he was */
  anchor = new Anchor()
  #anchors = new Map<string, Anchor>()

  constructor(api: Api) {
    // while a scan runs the list changes several times a second; a long list is not sent that often
    this.index = new Resource(
      (signal) =>
        api.call(
          'photos.index',
          { source: this.source, stacked: true, order: this.order ?? undefined },
          signal,
        ),
      () => (this.ids.length > 5000 ? 1500 : 300),
    )
  }

  ids: readonly number[] = $derived.by(() => this.index.value?.ids ?? [])
  /** id to position */
  positions: ReadonlyMap<number, number> = $derived.by(() => new Map(this.ids.map((id, at) => [id, at])))
  // a list that came anew with the same times keeps its months
  #times = $derived.by(() => this.index.value?.times)
  months = $derived.by(() => (this.#times ? sectionsOf(this.#times) : []))
  /** stars, flag and colour (marks.ts), by position */
  marks: ReadonlyMap<number, number> = $derived.by(() => {
    const { marked = [], marks = [] } = this.index.value ?? {}
    return new Map(marked.map((at, place) => [at, marks[place]!]))
  })

  /** Shows another source, and says so; the same one keeps what is there. */
  show(source: Source): boolean {
    if (this.shown && sameSource(source, this.source)) return false
    this.shown = true
    this.source = source
    this.anchor = this.#anchorOf(JSON.stringify(source))
    this.index.clear()
    void this.index.load()
    return true
  }

  #anchorOf(source: string): Anchor {
    const anchor = this.#anchors.get(source) ?? new Anchor()
    this.#anchors.delete(source)
    this.#anchors.set(source, anchor)
    const [oldest] = this.#anchors.keys()
    if (this.#anchors.size > MOST_ANCHORS) this.#anchors.delete(oldest!)
    return anchor
  }

  /** Shows the same photos in another order. */
  sort(order: PhotoOrder | null): void {
    if (JSON.stringify(order) === JSON.stringify(this.order)) return
    this.order = order
    this.#anchors.clear()
    this.anchor = this.#anchorOf(JSON.stringify(this.source))
    if (this.shown) void this.index.load()
  }

  versionOf(id: number): number {
    const at = this.positions.get(id)
    return at === undefined ? 0 : (this.index.value?.versions[at] ?? 0)
  }

  marksOf(id: number): Marks {
    return unpackMarks(this.marks.get(this.positions.get(id) ?? -1) ?? 0)
  }

  /** Shows at once what is said of photos; the next answer of the engine has it, too. */
  mark(ids: readonly number[], marking: Marking): void {
    const index = this.index.value
    if (!index) return
    const all = new Map(this.marks)
    for (const id of ids) {
      const at = this.positions.get(id)
      if (at === undefined) continue
      const { rating, flag, colour } = withMarking(this.marksOf(id), marking)
      all.set(at, packMarks(rating, flagNumber(flag ?? 'none'), colourNumber(colour ?? 'none')))
    }
    this.index.value = { ...index, marked: [...all.keys()], marks: [...all.values()] }
  }

  /** The photo so many steps after this one; null at the ends. */
  step(id: number, by: number): number | null {
    const at = this.positions.get(id)
    return at === undefined ? null : (this.ids[at + by] ?? null)
  }
}
