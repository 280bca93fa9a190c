import { expect, it, vi } from 'vitest'
import { Flight } from '../../src-renderer/grid/flight.svelte.ts'

it('photos that rush past are not asked for; those of a jump, and where a flight ends, are', () => {
  vi.useFakeTimers()
  try {
    const flight = new Flight()
    flight.scrolled(50_000, 1000)
    expect(flight.flying).toBe(false)
    flight.scrolled(50_016, 1016)
    expect(flight.flying).toBe(false)
    flight.scrolled(50_400, 1032)
    expect(flight.flying).toBe(true)
    flight.scrolled(50_410, 1048)
    expect(flight.flying).toBe(false)
    flight.scrolled(50_800, 1064)
    vi.advanceTimersByTime(99)
    expect(flight.flying).toBe(true)
    vi.advanceTimersByTime(1)
    expect(flight.flying).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
