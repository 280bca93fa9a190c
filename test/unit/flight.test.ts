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

it('where frames come late, thumbnails wait at a lower speed too, until the movement is over', () => {
  vi.useFakeTimers()
  try {
    const flight = new Flight()
    /** 4 pixels a millisecond, so many milliseconds a frame */
    const move = (...frames: number[]): boolean => {
      for (const frame of frames) flight.scrolled((now += frame) * 4, now)
      return flight.flying
    }
    let now = 1000
    expect(move(17, 17, 17, 33, 17)).toBe(false)
    expect(move(33)).toBe(true)
    expect(move(17, 17)).toBe(true)
    vi.advanceTimersByTime(100)
    expect(flight.flying).toBe(false)
    now += 200
    expect(move(17, 17)).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
