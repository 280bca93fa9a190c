import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRestTimer, type RestTimer } from '../../src-main/engine/inference/restTimer.ts'

const release = vi.fn<() => void>()
let rest: RestTimer

beforeEach(() => {
  vi.useFakeTimers()
  release.mockReset()
  rest = createRestTimer(60_000, release)
})
afterEach(() => {
  vi.useRealTimers()
})

test('what nobody asked for in a minute is let go, once', () => {
  rest.start()
  vi.advanceTimersByTime(59_999)
  expect(release).not.toHaveBeenCalled()
  vi.advanceTimersByTime(600_000)
  expect(release).toHaveBeenCalledOnce()
})

test('a question begins the minute anew', () => {
  rest.start()
  vi.advanceTimersByTime(50_000)
  rest.stop()
  vi.advanceTimersByTime(50_000)
  rest.start()
  vi.advanceTimersByTime(50_000)
  expect(release).not.toHaveBeenCalled()
})

test('others that need the memory wait five seconds, however often they ask', () => {
  rest.hurry()
  rest.start()
  vi.advanceTimersByTime(30_000)
  for (let second = 0; second < 5; second++) {
    expect(release).not.toHaveBeenCalled()
    rest.hurry()
    vi.advanceTimersByTime(1000)
  }
  expect(release).toHaveBeenCalledOnce()
})
