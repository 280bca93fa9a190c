import { readdir, readFile, realpath } from 'node:fs/promises'
import { basename, join, posix } from 'node:path'
import type { VolumePlace, Volumes } from './volumes.ts'

/** One line of the mount table: what is mounted where. */
interface Mount {
  point: string
  /** the folder of the volume that is shown there: not "/" for bind mounts and subvolumes */
  root: string
  type: string
  source: string
}

/** A mount with what tells its volume apart; null for what holds no files that last (proc, tmpfs). */
interface KnownMount extends Mount {
  volume: string | null
  name: string
}

/** File systems that other computers write to. */
const NETWORK =
  /^(nfs\d?|cifs|smb3|smbfs|9p|afs|ceph|glusterfs|davfs|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|s3fs|smbnetfs))$/

/**
 * Volumes as the kernel's mount table names them: /proc/self/mountinfo (proc(5)), and the UUIDs and labels that udev
 * keeps in /dev/disk. The files are named so that tests can have mounts of their own.
 */
export function linuxVolumes(table = '/proc/self/mountinfo', disks = '/dev/disk'): Volumes {
  async function mounts(): Promise<KnownMount[]> {
    const [text, uuids, labels] = await Promise.all([
      readFile(table, 'utf8').catch(() => ''),
      udevNames(join(disks, 'by-uuid')),
      udevNames(join(disks, 'by-label')),
    ])
    const lines = text.split('\n').flatMap((line) => parseMount(line) ?? [])
    return Promise.all(
      lines.map(async (mount) => {
        const { source, type } = mount
        if (NETWORK.test(type) || type.startsWith('fuse.') || type === 'zfs')
          return { ...mount, volume: `share:${source}`, name: source }
        if (!source.startsWith('/dev/')) return { ...mount, volume: null, name: source }
        const device = await realpath(source).catch(() => source)
        const uuid = uuids.get(device)
        return {
          ...mount,
          volume: uuid ? `uuid:${uuid}` : `device:${device}`,
          name: labels.get(device) ?? basename(device),
        }
      }),
    )
  }

  return {
    async placeOf(folder) {
      const mount = around(await mounts(), folder)
      return mount ? placeIn(mount, folder) : null
    },
    find: async ({ volume, path }) =>
      (await mounts())
        .filter((mount) => mount.volume === volume && isInside(path, mount.root))
        .map(({ point, root }) => posix.join(point, posix.relative(root, path))),
    isMounted: async (wanted) => (await mounts()).some(({ volume }) => volume === wanted),
    below: async (folder) =>
      (await mounts()).flatMap((mount) => {
        const place = placeIn(mount, mount.point)
        return place && mount.point !== folder && isInside(mount.point, folder)
          ? [{ folder: mount.point, place }]
          : []
      }),
    isNetwork: async (folder) => NETWORK.test(around(await mounts(), folder)?.type ?? ''),
  }
}

const placeIn = ({ volume, name, root, point }: KnownMount, folder: string): VolumePlace | null =>
  volume === null ? null : { volume, name, path: posix.join(root, posix.relative(point, folder)) }

/** What udev calls each device. */
async function udevNames(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const name of await readdir(folder).catch(() => [])) {
    const device = await realpath(join(folder, name)).catch(() => undefined)
    if (device) found.set(device, name.replaceAll('\\x20', ' '))
  }
  return found
}

/** The mount that a folder is seen through: the innermost, and of several there the last. */
function around(mounts: readonly KnownMount[], folder: string): KnownMount | undefined {
  return mounts
    .filter(({ point }) => isInside(folder, point))
    .reduce<KnownMount | undefined>(
      (best, mount) => (best && best.point.length > mount.point.length ? best : mount),
      undefined,
    )
}

const isInside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)

/** "36 35 98:0 /root /point rw,noatime master:1 - ext4 /dev/sdb1 rw": any number of fields before the dash. */
function parseMount(line: string): Mount | undefined {
  const [before = '', after = ''] = line.split(' - ')
  const [, , , root, point] = before.split(' ')
  const [type, source] = after.split(' ')
  if (!root || !point || !type || !source) return undefined
  return { point: unescape(point), root: unescape(root), type, source: unescape(source) }
}

/** Blanks and the like stand as three octal digits. */
const unescape = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))
