/** Handlers by key: "Ctrl+K", "Shift+ArrowLeft", "y", "?". Ctrl stands for Command on a Mac. Returning false means: not handled. */
export type Keys = Record<string, (event: KeyboardEvent) => void | boolean>

const NAMED = /^(Arrow|Page|F\d|Home|End|Enter|Escape|Tab|Delete|Backspace)/

/** The name of a pressed key as in `Keys`. Shift is named where it makes no other sign: with named keys and letters. */
export function keyName(event: KeyboardEvent): string {
  const named = NAMED.test(event.key)
  const key = event.key === ' ' ? 'Space' : named ? event.key : event.key.toLowerCase()
  const command = event.ctrlKey || event.metaKey
  const shift = event.shiftKey && (named || command || /^\p{Lu}$/u.test(event.key))
  return `${command ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`
}

/** True where keys belong to something else: a field that is typed in, an open dialog or menu. */
export function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return (
    target.closest(
      'input:not([type=checkbox]), textarea, select, [role=dialog], [role=alertdialog], [role=menu], [role=slider]',
    ) !== null
  )
}

/** Keys for a whole view: `<svelte:window onkeydown={viewKeys(app.keymap.handlers({ … }))} />`. They rest while a field, dialog or menu has the focus. */
export function viewKeys(keys: Keys): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || takesKeys(event.target)) return
    handleKey(event, keys)
  }
}

/** Runs the handler for this key, if there is one, and keeps the browser from doing more. */
export function handleKey(event: KeyboardEvent, keys: Keys): void {
  const name = keyName(event)
  // a button that has the focus is pressed by these
  if (
    (name === 'Enter' || name === 'Space') &&
    event.target instanceof Element &&
    event.target.closest('button, a')
  )
    return
  const handler = keys[name]
  if (!handler || handler(event) === false) return
  event.preventDefault()
}
