import { isPictureName, isRawName, splitName } from './endings.ts'

/** name.ext.xmp ("extended") or name.xmp ("base"). */
export type SidecarStyle = 'extended' | 'base'

/** A folder's file names, arranged so that a photo's sidecar is found without looking through all of them. */
export interface FolderIndex {
  /** real names by folded name */
  names: Map<string, string[]>
  /** names of photos and films by folded base name */
  pictures: Map<string, string[]>
  /** folded names of sidecars that have darktable duplicates (name_01.ext.xmp) beside them */
  duplicated: Set<string>
  /** what the RAW files here have; null where there is too little to tell */
  rawStyle: SidecarStyle | null
}

/** Fewer base-style sidecars than this do not make a habit. */
const ENOUGH = 3

/** Names are the same on disks that differ in case or in composed letters. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/** Arranges the names of a folder's files. */
export function indexFolder(files: readonly string[]): FolderIndex {
  const names = Map.groupBy(files, foldName)
  const pictures = Map.groupBy(files.filter(isPictureName), (name) => foldName(splitName(name).stem))
  const duplicates = files.flatMap((name) => {
    const [, stem, number, rest] = /^(.+)(_\d\d)(\.[^.]+\.xmp)$/.exec(foldName(name)) ?? []
    const isOfPhoto = names.has(`${stem}${number}${rest?.slice(0, -'.xmp'.length)}`)
    return rest === undefined || isOfPhoto ? [] : [`${stem}${rest}`]
  })
  return { names, pictures, duplicated: new Set(duplicates), rawStyle: rawStyleOf(files, names) }
}

/** Notes a file that was made since. */
export function addName({ names }: FolderIndex, name: string): void {
  const known = names.get(foldName(name)) ?? []
  if (!known.includes(name)) names.set(foldName(name), [...known, name])
}

function rawStyleOf(files: readonly string[], names: ReadonlyMap<string, unknown>): SidecarStyle | null {
  const raws = files.filter(isRawName)
  if (raws.some((name) => names.has(foldName(`${name}.xmp`)))) return 'extended'
  const bases = raws.filter((name) => names.has(foldName(`${splitName(name).stem}.xmp`)))
  return bases.length >= ENOUGH ? 'base' : null
}
