import { formatBytes } from '../../../../src-shared/bytes.ts'
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { ScanSettings } from '../../../../src-shared/schemas/library.ts'
import type { Store } from '../../store/store.ts'

const KEY = 'scanning'
/** Nothing is left out unless the user says so; network drives are looked at four times an hour. */
const DEFAULTS: ScanSettings = { smallest: 0, largest: null, lookEvery: 15 }

export const readScanSettings = (store: Store): ScanSettings => ({
  ...DEFAULTS,
  ...store.settings.get<Partial<ScanSettings>>(KEY),
})

/** Keeps a change. BAD_INPUT where no file could be within the limits. */
export function changeScanSettings(store: Store, change: Partial<ScanSettings>): ScanSettings {
  const settings = { ...readScanSettings(store), ...change }
  if (settings.largest !== null && settings.largest < settings.smallest)
    throw new LumitagError(
      'BAD_INPUT',
      `No file can be larger than ${formatBytes(settings.smallest)} and smaller than ${formatBytes(settings.largest)}.`,
    )
  store.settings.set(KEY, settings)
  return settings
}
