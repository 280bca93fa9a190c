/** One thing that a menu offers. */
export interface MenuEntry {
  text: string
  /** where it is not the window's language */
  lang?: string | undefined
  keys?: string | undefined
  /** one of several, of which one is chosen */
  checked?: boolean
  danger?: boolean
  /** the first of another kind: a line is drawn above it */
  apart?: boolean
  run: () => void
}
