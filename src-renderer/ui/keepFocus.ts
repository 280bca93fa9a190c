/**
 * Where a control goes away while it has the focus (a tag that is removed, a key that is taken), the one that comes in its
 * place has it then. Else the next Tab would begin at the top of the window.
 */
export function keepFocus(area: HTMLElement): () => void {
  let had: { control: Element; at: number } | null = null
  const controls = (): HTMLElement[] => [
    ...area.querySelectorAll<HTMLElement>(
      ':is(button, input, select, textarea):not(:disabled, [tabindex="-1"])',
    ),
  ]
  const note = ({ target }: FocusEvent): void => {
    const at = controls().indexOf(target as HTMLElement)
    // after a click the keys are about the photos again
    had = at >= 0 && (target as Element).matches(':focus-visible') ? { control: target as Element, at } : null
  }
  const left = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget) had = null
  }
  const observer = new MutationObserver(() => {
    // the body has it, or the dialog as a whole
    if (!had || had.control.isConnected || !document.activeElement?.contains(area)) return
    const now = controls()
    now[Math.min(had.at, now.length - 1)]?.focus({ preventScroll: true })
  })
  area.addEventListener('focusin', note)
  area.addEventListener('focusout', left)
  observer.observe(area, { childList: true, subtree: true })
  return () => {
    observer.disconnect()
    area.removeEventListener('focusin', note)
    area.removeEventListener('focusout', left)
  }
}
