interface Rectangle {
  left: number
  top: number
  right: number
  bottom: number
}

/** What the grid tells a rubber band, and is told by it. */
interface Grid {
  /** the photos that the rectangle touches, by id; pixels of the content */
  within(rectangle: Rectangle): number[]
  /** what is selected when it begins */
  selected(): ReadonlySet<number>
  select(ids: number[]): void
}

/** Pixels that the pointer moves before it means more than a click. */
const SLACK = 4
/** Pixels that are scrolled in a frame for each pixel that the pointer is beyond the edge. */
const SCROLLING = 0.2

/** A rectangle that is drawn from an empty place, and selects what it touches; at the edges the content scrolls along. */
export class RubberBand {
  rectangle: Rectangle | null = $state.raw(null)
  #grid: Grid

  constructor(grid: Grid) {
    this.#grid = grid
  }

  /** Begins at a pointer that went down on nothing; `scroller` holds the content that is drawn on. */
  begin(down: PointerEvent, scroller: HTMLElement): void {
    const start = pointIn(down, scroller)
    // with Ctrl or Shift to what is selected already
    const before = down.ctrlKey || down.metaKey || down.shiftKey ? [...this.#grid.selected()] : []
    let last = down
    let frame = 0

    const draw = (): void => {
      const now = pointIn(last, scroller)
      if (!this.rectangle && Math.hypot(now.x - start.x, now.y - start.y) < SLACK) return
      this.rectangle = {
        left: Math.min(start.x, now.x),
        top: Math.min(start.y, now.y),
        right: Math.max(start.x, now.x),
        bottom: Math.max(start.y, now.y),
      }
      const within = this.#grid.within(this.rectangle)
      this.#grid.select(before.length > 0 ? [...new Set([...before, ...within])] : within)
    }
    const scroll = (): void => {
      const { top, bottom } = scroller.getBoundingClientRect()
      const beyond = last.clientY < top ? last.clientY - top : Math.max(0, last.clientY - bottom)
      if (beyond !== 0 && this.rectangle) {
        scroller.scrollTop += beyond * SCROLLING
        draw()
      }
      frame = requestAnimationFrame(scroll)
    }
    const move = (event: PointerEvent): void => {
      last = event
      draw()
    }
    const end = (): void => {
      cancelAnimationFrame(frame)
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
      removeEventListener('pointercancel', end)
      // the click that follows would clear what was just selected
      setTimeout(() => (this.rectangle = null))
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
    addEventListener('pointercancel', end)
    frame = requestAnimationFrame(scroll)
  }
}

function pointIn(event: PointerEvent, scroller: HTMLElement): { x: number; y: number } {
  const { left, top } = scroller.getBoundingClientRect()
  return { x: event.clientX - left, y: event.clientY - top + scroller.scrollTop }
}
