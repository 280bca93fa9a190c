/** Which photos are selected, by id, so that it survives a new order. One photo has the focus: keys start from it. */
export class Selection {
  ids: ReadonlySet<number> = $state.raw(new Set())
  focus: number | null = $state(null)
  /** where a range began */
  #anchor: number | null = null
  /** where the focus was in the list */
  #place = 0

  /** A plain click or an arrow key: this photo alone. */
  only(id: number): void {
    this.ids = new Set([id])
    this.focus = this.#anchor = id
  }

  /** Ctrl+click. */
  toggle(id: number): void {
    const ids = new Set(this.ids)
    if (!ids.delete(id)) ids.add(id)
    this.ids = ids
    this.focus = this.#anchor = id
  }

  /** Ctrl+arrows: keys start from this photo, selected or not. */
  aim(id: number): void {
    this.focus = id
  }

  /** Shift+click and Shift+arrows: from the anchor to this photo, in this order. */
  extendTo(id: number, order: readonly number[]): void {
    const from = this.#anchor === null ? -1 : order.indexOf(this.#anchor)
    const to = order.indexOf(id)
    if (from < 0 || to < 0) return this.only(id)
    this.ids = new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1))
    this.focus = id
  }

  /** Exactly these: what a rubber band holds, what a month has. */
  these(ids: readonly number[]): void {
    this.ids = new Set(ids)
    this.focus = this.#anchor = ids.at(-1) ?? this.focus
  }

  all(order: readonly number[]): void {
    this.ids = new Set(order)
    this.focus ??= order[0] ?? null
  }

  clear(): void {
    this.ids = new Set()
    this.#anchor = this.focus
  }

  /** After a new list: what is not in it any more is not selected any more; keys start from what is in its place. */
  keepOnly(order: readonly number[], positions: ReadonlyMap<number, number>): void {
    const kept = [...this.ids].filter((id) => positions.has(id))
    if (kept.length !== this.ids.size) this.ids = new Set(kept)
    if (this.focus !== null) {
      const place = positions.get(this.focus)
      if (place === undefined) this.focus = kept[0] ?? order[Math.min(this.#place, order.length - 1)] ?? null
      else this.#place = place
    }
    if (this.#anchor !== null && !positions.has(this.#anchor)) this.#anchor = this.focus
  }

  /** For another list. */
  reset(): void {
    this.ids = new Set()
    this.focus = this.#anchor = null
  }
}
