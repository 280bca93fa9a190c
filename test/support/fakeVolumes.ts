import { relative, sep } from 'node:path'
import type { Volumes } from '../../src-main/engine/library/drives/volumes.ts'

/** Drives that a test plugs in and out: each is mounted at some folder, or at none. */
export interface FakeVolumes extends Volumes {
  mount(volume: string, folder: string): void
  unmount(volume: string): void
}

const inside = (folder: string, path: string): boolean => path === folder || path.startsWith(folder + sep)

/** The system's own volume holds everything that is on none of the others. */
export function fakeVolumes(): FakeVolumes {
  const mounted = new Map<string, string>()
  const around = (path: string): [volume: string, folder: string] =>
    [...mounted]
      .filter(([, folder]) => inside(folder, path))
      .sort(([, one], [, other]) => other.length - one.length)[0] ?? ['system', '/']
  return {
    mount: (volume, folder) => void mounted.set(volume, folder),
    unmount: (volume) => void mounted.delete(volume),
    async placeOf(path) {
      const [volume, folder] = around(path)
      return { volume: `uuid:${volume}`, name: volume, path: `/${relative(folder, path)}` }
    },
    async find({ volume, path }) {
      const folder = mounted.get(volume.slice('uuid:'.length))
      return folder ? [folder + (path === '/' ? '' : path)] : []
    },
    isMounted: async (volume) => volume === 'uuid:system' || mounted.has(volume.slice('uuid:'.length)),
    below: async (path) =>
      [...mounted]
        .filter(([, folder]) => folder !== path && inside(path, folder))
        .map(([volume, folder]) => ({
          folder,
          place: { volume: `uuid:${volume}`, name: volume, path: '/' },
        })),
    isNetwork: async () => false,
  }
}
