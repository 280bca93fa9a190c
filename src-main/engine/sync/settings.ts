import type { SidecarSettings } from '../../../src-shared/schemas/sidecar.ts'
import type { Settings } from '../store/settings.ts'

const SETTING = 'sidecars'

const DEFAULTS: SidecarSettings = {
  naming: 'auto',
  automatic: true,
  allWords: false,
  people: false,
  marks: false,
  provenance: false,
  deleteEmpty: false,
  matchCase: false,
  flushNetwork: false,
}

/** How sidecars are written in this library. */
export function sidecarSettings(settings: Settings): SidecarSettings {
  return { ...DEFAULTS, ...settings.get<Partial<SidecarSettings>>(SETTING) }
}

export function setSidecarSettings(change: Partial<SidecarSettings>, settings: Settings): SidecarSettings {
  settings.set(SETTING, { ...sidecarSettings(settings), ...change })
  return sidecarSettings(settings)
}
