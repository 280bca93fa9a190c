import type { PhotoOrder } from '../../src-shared/schemas/photo.ts'
import type { KeyChoices } from './keymap/keymap.svelte.ts'
import type { Language } from '../../src-shared/languages.ts'

export type Theme = 'system' | 'light' | 'dark'

interface Stored {
  theme: Theme
  language: Language | 'system'
  rowHeight: number
  square: boolean
  inspector: boolean
  order: PhotoOrder | null
  keys: KeyChoices
  slideSeconds: number
}
const KEY = 'lumitag.window'
const usual: Stored = {
  theme: 'system',
  language: 'system',
  rowHeight: 176,
  square: false,
  inspector: true,
  order: null,
  keys: { preset: 'lumitag', own: {} },
  slideSeconds: 5,
}

/** How this window looks, kept in the window's own storage. */
export class Preferences {
  theme: Theme = $state(usual.theme)
  language: Language | 'system' = $state(usual.language)
  /** wanted height of a row of the grid, in pixels */
  rowHeight: number = $state(usual.rowHeight)
  /** photos as squares instead of whole ones in rows that fill the width */
  square: boolean = $state(usual.square)
  inspector: boolean = $state(usual.inspector)
  /** of the photos; null = each source's own */
  order: PhotoOrder | null = $state(usual.order)
  keys: KeyChoices = $state.raw(usual.keys)
  /** how long a slideshow shows a photo */
  slideSeconds: number = $state(usual.slideSeconds)
  #storage: Pick<Storage, 'getItem' | 'setItem'>
  /** as this window read or wrote them last */
  #kept: Stored

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage
    const stored = (this.#kept = read(storage.getItem(KEY)))
    this.theme = stored.theme
    this.language = stored.language
    this.rowHeight = stored.rowHeight
    this.square = stored.square
    this.inspector = stored.inspector
    this.order = stored.order
    this.keys = stored.keys
    this.slideSeconds = stored.slideSeconds
  }

  save(): void {
    const { theme, language, rowHeight, square, inspector, order, keys, slideSeconds } = this
    const now: Stored = { theme, language, rowHeight, square, inspector, order, keys, slideSeconds }
    // what was not changed here is as another window has left it
    const names = Object.keys(now) as (keyof Stored)[]
    const changed = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(this.#kept[name]))
    const own = Object.fromEntries(changed.map((name) => [name, now[name]]))
    this.#storage.setItem(KEY, JSON.stringify({ ...read(this.#storage.getItem(KEY)), ...own }))
    this.#kept = now
  }
}

function read(text: string | null): Stored {
  try {
    return { ...usual, ...(JSON.parse(text ?? '{}') as Partial<Stored>) }
  } catch {
    return usual
  }
}
