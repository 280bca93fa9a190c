export type Theme = 'system' | 'light' | 'dark'

interface Stored {
  theme: Theme
  rowHeight: number
  inspector: boolean
}
const KEY = 'lumitag.window'
const usual: Stored = { theme: 'system', rowHeight: 176, inspector: true }

/** How this window looks, kept in the window's own storage. */
export class Preferences {
  theme: Theme = $state(usual.theme)
  /** wanted height of a row of the grid, in pixels */
  rowHeight: number = $state(usual.rowHeight)
  inspector: boolean = $state(usual.inspector)
  #storage: Pick<Storage, 'getItem' | 'setItem'>

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage
    const stored = read(storage.getItem(KEY))
    this.theme = stored.theme
    this.rowHeight = stored.rowHeight
    this.inspector = stored.inspector
  }

  save(): void {
    const { theme, rowHeight, inspector } = this
    this.#storage.setItem(KEY, JSON.stringify({ theme, rowHeight, inspector } satisfies Stored))
  }
}

function read(text: string | null): Stored {
  try {
    return { ...usual, ...(JSON.parse(text ?? '{}') as Partial<Stored>) }
  } catch {
    return usual
  }
}
