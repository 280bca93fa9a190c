import { stat } from 'node:fs/promises'
import { win32 } from 'node:path'
import type { VolumePlace, Volumes } from './volumes.ts'

const LETTERS = Array.from({ length: 26 }, (_, at) => `${String.fromCharCode(65 + at)}:\\`)

/** Volumes by the serial number that Windows gives each when it is formatted: Node has it as the device of a file. */
export function windowsVolumes(): Volumes {
  async function serialOf(folder: string): Promise<string | undefined> {
    const { root } = win32.parse(folder)
    if (root.startsWith('\\\\')) return `share:${root.toLowerCase()}`
    return stat(root).then(
      ({ dev }) => `serial:${dev.toString(16)}`,
      () => undefined,
    )
  }
  const mounted = async (volume: string): Promise<string[]> => {
    const serials = await Promise.all(LETTERS.map(serialOf))
    return LETTERS.filter((_, at) => serials[at] === volume)
  }
  return {
    async placeOf(folder): Promise<VolumePlace | null> {
      const { root } = win32.parse(folder)
      const volume = await serialOf(folder)
      const path = `/${folder.slice(root.length).replaceAll('\\', '/')}`
      return volume ? { volume, path, name: root } : null
    },
    find: async ({ volume, path }) =>
      (await mounted(volume)).map((letter) => win32.join(letter, path.slice(1))),
    isMounted: async (volume) => (await mounted(volume)).length > 0,
    // folders that volumes are mounted in cannot be told from others without native code
    below: async () => [],
    isNetwork: async (folder) => folder.startsWith('\\\\'),
  }
}
