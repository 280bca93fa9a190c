import { handleKey } from '../../ui/keys.ts'

/** Arrow keys in the sidebar: up and down from line to line, right and left open and close what is below one. */
export function arrows(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const line = (event.target as Element).closest('.main')
  if (!line) return
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('.main')]
  const at = lines.findIndex((one) => one === line)
  const fold = line.parentElement?.querySelector<HTMLElement>('[aria-expanded]:not([tabindex="-1"])')
  const turn = (open: boolean) => (): void | false => {
    if (!fold || (fold.getAttribute('aria-expanded') === 'true') === open) return false
    fold.click()
  }
  const focus = (one: HTMLElement | undefined): void => one?.focus()
  handleKey(event, {
    ArrowUp: () => focus(lines[at - 1]),
    ArrowDown: () => focus(lines[at + 1]),
    Home: () => focus(lines[0]),
    End: () => focus(lines.at(-1)),
    ArrowRight: turn(true),
    ArrowLeft: turn(false),
  })
}
