/** Photos that are not read for now: because their files are being written, or because their drive is not there. */
export interface PuttingOff {
  /** Its file is still being written. False if that goes on for too long. */
  later(photoId: number): boolean
  /** Not in this run. */
  skip(photoId: number): void
  skipped(): number
  /** Whether a photo may be tried in this run. */
  mayBeRead(photoId: number): boolean
  /** Waits, if all of these were only put off, before they are tried again. */
  wait(ids: readonly number[]): Promise<void>
}

/** A file that is written to for longer than so many waits is given up. */
const MOST_WAITS = 20

export function createPuttingOff(quietMs: number): PuttingOff {
  const waits = new Map<number, number>()
  const left = new Set<number>()
  return {
    later(photoId) {
      const before = waits.get(photoId) ?? 0
      waits.set(photoId, before + 1)
      return before < MOST_WAITS
    },
    skip: (photoId) => void left.add(photoId),
    skipped: () => left.size,
    mayBeRead: (photoId) => !left.has(photoId),
    async wait(ids) {
      if (ids.length > 0 && ids.every((id) => waits.has(id)))
        await new Promise((resolve) => setTimeout(resolve, quietMs))
    },
  }
}
