const tails = new Map<string, Promise<void>>()

/** Runs pieces of work with the same key one after the other, in the order of asking. */
export async function exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
  const result = (tails.get(key) ?? Promise.resolve()).then(work)
  const tail = result.then(
    () => {},
    () => {},
  )
  tails.set(key, tail)
  try {
    return await result
  } finally {
    if (tails.get(key) === tail) tails.delete(key)
  }
}
