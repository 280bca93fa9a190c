import { isRawName, splitName } from './endings.ts'
import { foldName } from './folderIndex.ts'
import type { FolderIndex, SidecarStyle } from './folderIndex.ts'
import type { Notice } from './notices.ts'

export interface SidecarChoice {
  /** file name in the photo's folder */
  name: string
  exists: boolean
  /** a sidecar of the same photo that is read at the first contact and never written */
  second: string | null
  notices: Notice[]
}

/** How a new sidecar of a RAW file is named; "auto": as the others in its folder, or in those above. */
export type Naming = 'auto' | SidecarStyle

export interface ChoiceHints {
  naming?: Naming
  /** photoshop:SidecarForExtension of the sidecar that sidecarInDoubt names */
  claimedEnding?: string | undefined
  /** what RAW files in the folders above have */
  inheritedStyle?: SidecarStyle | null
}

/**
 * The sidecar to write for a photo (file name) in its folder: XMP.md section 3. JPEG-like
 * files never get a new name.xmp, since darktable makes a duplicate of the photo from it.
 */
export function chooseSidecar(photo: string, folder: FolderIndex, hints: ChoiceHints = {}): SidecarChoice {
  const { stem, ending } = splitName(photo)
  const extended = find(folder, photo, `${photo}.xmp`)
  const base = find(folder, photo, `${stem}.xmp`)
  const others = othersOfBaseName(photo, folder)
  const claimed = hints.claimedEnding?.toLowerCase().replace(/^\./, '')
  const isRaw = isRawName(photo)
  const isOurs = others.length === 0 || (claimed ? claimed === ending : isRaw && !others.some(isRawName))

  const notices = folder.duplicated.has(foldName(`${photo}.xmp`)) ? [duplicateVersion(photo)] : []
  const existing = base && isOurs && (isRaw || !extended) ? base : extended
  if (existing) {
    const other = base && isOurs && extended ? (existing === base ? extended : base) : null
    return {
      name: existing,
      exists: true,
      second: other,
      notices: other ? [...notices, twoSidecars(existing, other)] : notices,
    }
  }
  const { naming = 'auto' } = hints
  const style = naming === 'auto' ? (folder.rawStyle ?? hints.inheritedStyle) : naming
  const useBase = isRaw && others.length === 0 && style === 'base'
  const name = `${useBase ? stem : photo}.xmp`
  return {
    name,
    exists: false,
    second: null,
    notices: base ? [...notices, sharedSidecar(base, name)] : notices,
  }
}

/** The name.xmp that may belong to this photo or to another one; only its content can tell. */
export function sidecarInDoubt(photo: string, folder: FolderIndex): string | undefined {
  const base = find(folder, photo, `${splitName(photo).stem}.xmp`)
  return othersOfBaseName(photo, folder).length > 0 ? base : undefined
}

function othersOfBaseName(photo: string, folder: FolderIndex): string[] {
  const pictures = folder.pictures.get(foldName(splitName(photo).stem)) ?? []
  return pictures.filter((name) => name !== photo)
}

/** A file of that name in any spelling, unless in this spelling it is the sidecar of another photo. */
function find(folder: FolderIndex, photo: string, wanted: string): string | undefined {
  const names = folder.names.get(foldName(wanted)) ?? []
  const isOfOther = (name: string) => {
    const owner = name.slice(0, -'.xmp'.length)
    return owner !== photo && folder.names.get(foldName(owner))?.includes(owner)
  }
  return names.find((name) => name === wanted) ?? names.find((name) => !isOfOther(name))
}

function duplicateVersion(photo: string): Notice {
  return {
    code: 'DUPLICATE_VERSION',
    message: `darktable has duplicates of ${photo}; their sidecars were left alone.`,
  }
}

function twoSidecars(chosen: string, other: string): Notice {
  return {
    code: 'TWO_SIDECARS',
    message: `There are two sidecars: ${chosen} is written, ${other} is left alone.`,
  }
}

function sharedSidecar(shared: string, chosen: string): Notice {
  return { code: 'SHARED_SIDECAR', message: `${shared} belongs to another photo too, so ${chosen} is used.` }
}
