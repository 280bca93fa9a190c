import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What takes room in a package: names with bytes, the largest first, the sum last. */
export function sizesOf(folder: string, resources: string): [name: string, bytes: number][] {
  const unpacked = join(resources, 'app.asar.unpacked')
  const modules = join(unpacked, 'node_modules')
  const ours: [string, string][] = [
    ...readdirSync(resources)
      .filter((name) => name !== 'app.asar.unpacked')
      .map((name): [string, string] => [name, join(resources, name)]),
    ['engine', join(unpacked, 'out')],
    ...readdirSync(modules).map((name): [string, string] => [name, join(modules, name)]),
  ]
  const sizes = ours.map(([name, path]): [string, number] => [name, bytesIn(path)])
  const total = bytesIn(folder)
  const electron = total - sizes.reduce((sum, [, bytes]) => sum + bytes, 0)
  return [
    ...[...sizes, ['Electron', electron] as [string, number]].sort((a, b) => b[1] - a[1]),
    ['all', total],
  ]
}

function bytesIn(path: string): number {
  const stats = lstatSync(path)
  if (!stats.isDirectory()) return stats.size
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
}
