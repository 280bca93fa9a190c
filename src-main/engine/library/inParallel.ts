/**
 * Runs `work` on all items in so many lanes. A lane asks `admit` before it takes an item, which may keep it waiting; the
 * signal ends the wait when there is nothing left to do. After the first failure no more are begun, and it is thrown.
 */
export async function inParallel<T>(
  items: readonly T[],
  lanes: number,
  admit: (lane: number, signal: AbortSignal) => Promise<void>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const over = new AbortController()
  let next = 0
  const run = async (_: unknown, lane: number): Promise<void> => {
    try {
      for (;;) {
        await admit(lane, over.signal)
        if (over.signal.aborted || next >= items.length) return
        await work(items[next++]!)
      }
    } finally {
      over.abort()
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, run))
  const failure = ends.find((end) => end.status === 'rejected')
  if (failure) throw failure.reason
}
