/** What the RPC needs from a transport: MessagePort, WebSocket and child-process messages all fit. */
export interface Wire {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** Two wires joined back to back, messages cloned and asynchronous as over a real border (tests, in-process shells). */
export function wirePair(): [Wire, Wire] {
  const ends = [newEnd(), newEnd()] as const
  let closed = false
  const close = (): void => {
    if (closed) return
    closed = true
    for (const end of ends) for (const listener of end.closing) queueMicrotask(listener)
  }
  const wire = (mine: End, other: End): Wire => ({
    send(message) {
      if (closed) return
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => {
        for (const listener of other.listening) listener(copy)
      })
    },
    onMessage: (listener) => void mine.listening.push(listener),
    onClose: (listener) => void mine.closing.push(listener),
    close,
  })
  return [wire(ends[0], ends[1]), wire(ends[1], ends[0])]
}

interface End {
  listening: ((message: unknown) => void)[]
  closing: (() => void)[]
}
const newEnd = (): End => ({ listening: [], closing: [] })
