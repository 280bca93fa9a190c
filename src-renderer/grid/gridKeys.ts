import type { Keymap } from '../state/keymap/keymap.svelte.ts'
import type { Selection } from '../state/selection.svelte.ts'
import { handleKey, type Keys } from '../ui/keys.ts'
import { neighbourRow, rowOf, rowsBetween, type Layout } from './layout.ts'

interface Grid {
  layout: Layout
  aspects: readonly number[]
  ids: readonly number[]
  positions: ReadonlyMap<number, number>
  selection: Selection
  keymap: Keymap
  /** pixels of one page */
  page: number
  reveal(id: number): void
  open(id: number): void
}

/** The keys of the grid: arrows, pages and ends move, with Shift they extend, with Ctrl they leave the selection as it is; what selects all, opens and clears is the user's choice. */
export function gridKeys(grid: Grid): (event: KeyboardEvent) => void {
  const { layout, aspects, ids, positions, selection, keymap } = grid

  const moves: Record<string, (from: number) => number> = {
    ArrowLeft: (from) => from - 1,
    ArrowRight: (from) => from + 1,
    ArrowUp: (from) => neighbourRow(layout, aspects, from, -1),
    ArrowDown: (from) => neighbourRow(layout, aspects, from, 1),
    PageUp: (from) => byPage(from, -1),
    PageDown: (from) => byPage(from, 1),
    Home: () => 0,
    End: () => ids.length - 1,
  }
  const byPage = (from: number, direction: 1 | -1): number => {
    const y = layout.tops[rowOf(layout, from)]! + direction * grid.page * 0.9
    const row = Math.min(rowsBetween(layout, Math.max(0, y), Infinity)[0], layout.tops.length - 1)
    return layout.starts[row]!
  }
  const move = (name: string, how: 'only' | 'extend' | 'aim'): void | false => {
    if (ids.length === 0) return false
    const from = selection.focus === null ? undefined : positions.get(selection.focus)
    const to = from === undefined ? 0 : Math.min(Math.max(moves[name]!(from), 0), ids.length - 1)
    const id = ids[to]!
    if (how === 'extend') selection.extendTo(id, ids)
    else selection[how](id)
    grid.reveal(id)
  }

  const keys: Keys = keymap.handlers({
    toggle: () => (selection.focus === null ? false : selection.toggle(selection.focus)),
    selectAll: () => selection.all(ids),
    open: () => (selection.focus === null ? false : grid.open(selection.focus)),
    back: () => (selection.ids.size === 0 ? false : selection.clear()),
  })
  for (const name of Object.keys(moves)) {
    keys[name] = () => move(name, 'only')
    keys[`Shift+${name}`] = () => move(name, 'extend')
    keys[`Ctrl+${name}`] = () => move(name, 'aim')
  }
  return (event) => handleKey(event, keys)
}
