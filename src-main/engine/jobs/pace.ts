import type { Pace, PaceMode } from '../../../src-shared/schemas/pace.ts'
import type { Settings } from '../store/settings.ts'
import { isOnBattery } from './battery.ts'

const SETTING = 'pace'
/** The plug is looked at this often while there is work. */
const LOOK_EVERY_MS = 20_000
/** No rest is longer, whatever a piece of work took. */
const LONGEST_REST_MS = 5000

export interface PaceService {
  now(): Promise<Pace>
  set(mode: PaceMode): Promise<Pace>
  /** Waits until this lane may work: while quiet only lane 0 does. The signal ends the wait. */
  admit(lane: number, signal: AbortSignal): Promise<void>
  /** While quiet: rests as long as the work took, so that at most half of one core is used. The signal ends the rest. */
  rest(ms: number, signal: AbortSignal): Promise<void>
}

/** How hard the computer is worked, by the user's wish and the plug. */
export function createPace(
  settings: Settings,
  onBattery: () => Promise<boolean | null> = isOnBattery,
): PaceService {
  let battery: { known: boolean | null; at: number } | undefined
  let changed = new AbortController()

  const mode = (): PaceMode => settings.get<PaceMode>(SETTING) ?? 'battery'

  async function plug(): Promise<boolean | null> {
    if (!battery || performance.now() - battery.at >= LOOK_EVERY_MS)
      battery = { known: await onBattery(), at: performance.now() }
    return battery.known
  }
  async function isQuiet(): Promise<boolean> {
    return mode() === 'quiet' || (mode() === 'battery' && (await plug()) === true)
  }
  async function now(): Promise<Pace> {
    return { mode: mode(), quiet: await isQuiet(), onBattery: await plug() }
  }

  return {
    now,
    set(wanted) {
      settings.set(SETTING, wanted)
      changed.abort()
      changed = new AbortController()
      return now()
    },
    async admit(lane, signal) {
      while (lane > 0 && !signal.aborted && (await isQuiet())) await wait(LOOK_EVERY_MS, signal)
    },
    async rest(ms, signal) {
      if (await isQuiet()) await wait(Math.min(ms, LONGEST_REST_MS), signal)
    },
  }

  /** Waits so long, or until the pace is changed or the signal comes. */
  function wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = AbortSignal.any([signal, changed.signal])
      const done = (): void => {
        clearTimeout(timer)
        end.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      end.addEventListener('abort', done)
      if (end.aborted) done()
    })
  }
}
