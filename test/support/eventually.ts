import { vi } from 'vitest'

/** Waits until the check passes; patient, as other tests may keep the machine busy. */
export const eventually = <T>(check: () => T): Promise<Awaited<T>> =>
  vi.waitFor(check, { timeout: 120_000 }) as Promise<Awaited<T>>
