import { linuxVolumes } from './linuxVolumes.ts'
import { windowsVolumes } from './windowsVolumes.ts'

/** Where a folder lies: on which volume, and where in there. */
export interface VolumePlace {
  /** tells the volume apart, also when it is mounted elsewhere: "uuid:…", "serial:…", "share:…", "device:…" */
  volume: string
  /** the folder inside the volume, with "/", beginning with one */
  path: string
  /** for people: a label, or the device or share */
  name: string
}

/** What is known about mounted volumes. No call needs privileges, and none waits for a drive that does not answer. */
export interface Volumes {
  /** The volume that is mounted at or above a folder; null where that cannot be told. */
  placeOf(folder: string): Promise<VolumePlace | null>
  /** Where a place of a volume is to be found now; none while it is not mounted. */
  find(place: Pick<VolumePlace, 'volume' | 'path'>): Promise<string[]>
  /** Whether a volume is mounted anywhere. */
  isMounted(volume: string): Promise<boolean>
  /** Mount points strictly below a folder, with what is mounted there. */
  below(folder: string): Promise<{ folder: string; place: VolumePlace }[]>
  /** Whether others can change files in a folder without this computer being told: then it cannot be watched. */
  isNetwork(folder: string): Promise<boolean>
}

/** Nothing can be told: folders are known by their paths alone. */
const unknownVolumes: Volumes = {
  placeOf: async () => null,
  find: async () => [],
  isMounted: async () => false,
  below: async () => [],
  isNetwork: async () => false,
}

/**
 * What this system says about its volumes. Linux: mount table and UUIDs. Windows: serial numbers. macOS gives Node no
 * lasting name for a volume, so a drive that comes back under another path is shown the way by hand there.
 */
export function systemVolumes(platform = process.platform): Volumes {
  if (platform === 'linux') return linuxVolumes()
  if (platform === 'win32') return windowsVolumes()
  return unknownVolumes
}
