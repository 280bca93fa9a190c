export interface Toast {
  id: number
  text: string
  kind: 'note' | 'error'
  action?: { text: string; run: () => void }
  /** a newer toast with the same topic takes this one's place */
  topic?: string
}

const SHOWN_FOR = 7000

/** Short messages at the bottom of the window. The last three stay in sight. */
export class Toasts {
  shown: readonly Toast[] = $state.raw([])
  #next = 1

  show(text: string, options: Partial<Pick<Toast, 'kind' | 'action' | 'topic'>> = {}): void {
    const id = this.#next++
    const others = this.shown.filter((toast) => toast.topic === undefined || toast.topic !== options.topic)
    this.shown = [...others.slice(-2), { kind: 'note', ...options, id, text }]
    setTimeout(() => this.dismiss(id), SHOWN_FOR)
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id)
  }
}
