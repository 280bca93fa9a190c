import type { PhotoOrder } from '../../src-shared/schemas/photo.ts'

export type Theme = 'system' | 'light' | 'dark'

interface Stored {
  theme: Theme
  rowHeight: number
  inspector: boolean
  order: PhotoOrder | null
}
const KEY = 'lumitag.window'
const usual: Stored = { theme: 'system', rowHeight: 176, inspector: true, order: null }

/** How this window looks, kept in the window's own storage. */
export class Preferences {
  theme: Theme = $state(usual.theme)
  /** wanted height of a row of the grid, in pixels */
  rowHeight: number = $state(usual.rowHeight)
  inspector: boolean = $state(usual.inspector)
  /** of the photos; null = each source's own */
  order: PhotoOrder | null = $state(usual.order)
  #storage: Pick<Storage, 'getItem' | 'setItem'>

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage
    const stored = read(storage.getItem(KEY))
    this.theme = stored.theme
    this.rowHeight = stored.rowHeight
    this.inspector = stored.inspector
    this.order = stored.order
  }

  save(): void {
    const { theme, rowHeight, inspector, order } = this
    this.#storage.setItem(KEY, JSON.stringify({ theme, rowHeight, inspector, order } satisfies Stored))
  }
}

function read(text: string | null): Stored {
  try {
    return { ...usual, ...(JSON.parse(text ?? '{}') as Partial<Stored>) }
  } catch {
    return usual
  }
}
