/**
 * A view takes the focus where nothing else has it any more: Tab goes on inside the view, and a screen reader says where
 * one is. What was chosen with (a line of the sidebar) keeps it.
 */
export const takeFocus = (view: HTMLElement): (() => void) =>
  whereFocusIsLost(() => view.focus({ preventScroll: true }))

/** Does it in the next frame: what had the focus before goes away while something else comes. Answers how to leave it. */
export function whereFocusIsLost(then: () => void): () => void {
  const frame = requestAnimationFrame(() => {
    const at = document.activeElement
    if (at === null || at === document.body || at.closest('[inert]')) then()
  })
  return () => cancelAnimationFrame(frame)
}
