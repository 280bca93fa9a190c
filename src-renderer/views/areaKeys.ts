import type { App } from '../state/app.svelte.ts'
import { viewKeys } from '../ui/keys.ts'

/** Whether the pointer was used after Tab or F6: who works with the pointer hides the panels by Tab, who does not goes on by it. */
let pointing = false
export const notePointer = (): void => void (pointing = true)

/** Keys that work in every view. Esc leaves a field or a slider first, so that the next one goes back. Tab hides the panels only while no control has the focus, and a pointer is used; F6 goes from area to area. */
export function areaKeys(app: App): (event: KeyboardEvent) => void {
  const panels = (): void => {
    app.panels = !app.panels
  }
  const keys = viewKeys(
    app.keymap.handlers({
      help: () => void (app.dialog = { kind: 'keys' }),
      fullScreen: () => void (app.immersive = !app.immersive),
      inspector: () => app.toggleInspector(),
      panels: (event) => (event.key === 'Tab' && (onControl(event.target) || !pointing) ? false : panels()),
      undo: () => app.undo(),
      history: () => void (app.dialog = { kind: 'history' }),
    }),
  )
  return (event) => {
    const onward = event.key === 'F6' || (event.key === 'Tab' && (event.shiftKey || onControl(event.target)))
    if (onward) pointing = false
    // also from a field, or there would be no key out of it
    if (event.key === 'F6' && app.dialog === null) {
      event.preventDefault()
      nextArea(event.shiftKey ? -1 : 1)
    } else if (event.key === 'Escape' && !event.defaultPrevented && inField(event.target)) event.target.blur()
    else keys(event)
  }
}

/** Esc puts the inspector away first where it lies over the photos; what had the focus in it was one of its controls. */
export function closeInspector(app: App, event: KeyboardEvent): void {
  const elsewhere = event.target instanceof Element && event.target.closest(ELSEWHERE) !== null
  if (event.key !== 'Escape' || !app.inspectorOver || elsewhere || inField(event.target)) return
  event.preventDefault()
  event.stopPropagation()
  const inside = document.activeElement?.closest('aside') !== null
  app.toggleInspector()
  if (inside)
    document.querySelector<HTMLElement>('[data-area] [role=listbox], [data-area][tabindex]')?.focus()
}

const ELSEWHERE = '[role=dialog], [role=alertdialog], [role=menu]'

const onControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, input, textarea, select, [role=scrollbar]') !== null

/** In a field or on a slider of a view, not of a dialog. */
const inField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  target.matches('input, textarea, select, [role=slider]') &&
  target.closest(ELSEWHERE) === null

const FOCUSABLE = '[role=listbox][tabindex="0"], button:not([tabindex="-1"]), input, textarea'

function nextArea(step: 1 | -1): void {
  const areas = [...document.querySelectorAll<HTMLElement>('[data-area]')]
  const at = areas.findIndex((area) => area.contains(document.activeElement))
  for (let by = 1; by <= areas.length; by++) {
    const area = areas[(at + step * by + 2 * areas.length) % areas.length]
    const list = area?.querySelector<HTMLElement>('[role=listbox][tabindex="0"]')
    const first = list ?? area?.querySelector<HTMLElement>(FOCUSABLE)
    if (first) return first.focus()
  }
}
