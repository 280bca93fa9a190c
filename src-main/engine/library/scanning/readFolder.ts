import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LumitagError } from '../../../../src-shared/errors.ts'
import { isPhotoName } from '../../media/formats.ts'
import type { FoundFile } from '../../store/photos.ts'
import { folderError } from '../folderError.ts'
import { IGNORE_FILE, isIgnored, withOwnRules, type IgnoreRules } from './ignoreRules.ts'

/** What a scan passes over, besides what is hidden or excluded. */
export interface ScanLimits {
  /** bytes; smaller and larger files are ignored */
  smallest: number
  largest: number | null
  /** a folder by its whole path: the library's own, whose thumbnails are no photos of the user's */
  except: string
}

/** Something that is there and cannot be looked at. What is known of it is left as it was. */
export interface Unreadable {
  /** inside the root */
  path: string
  error: LumitagError
}

/** What is directly in a folder, by name. Paths are relative to the root, with "/" between folders. */
export interface FolderContent {
  folder: string
  /** of photos */
  names: string[]
  folders: string[]
  unreadable: Unreadable[]
  /** photos and folders that were passed over */
  ignored: number
  /** the rules for the folders inside */
  rules: IgnoreRules | null
}

/**
 * The photos and folders in a folder. Links are not followed: they lead in circles and out of the folder that the user
 * chose. Throws where the folder itself cannot be listed.
 */
export async function readFolder(
  root: string,
  folder: string,
  outer: IgnoreRules | null,
  limits: ScanLimits,
): Promise<FolderContent> {
  const whole = join(root, folder)
  const entries = await readdir(whole, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadableName(whole, error) ?? folderError(whole, error)
  })
  const content: FolderContent = { folder, names: [], folders: [], unreadable: [], ignored: 0, rules: outer }
  if (entries.some(({ name }) => name === IGNORE_FILE))
    content.rules = await withOwnRules(outer, root, folder).catch((error: Error) => {
      const words = `${join(whole, IGNORE_FILE)} cannot be read (${error.message}), so nothing is ignored by it.`
      content.unreadable.push({
        path: within(folder, IGNORE_FILE),
        error: new LumitagError('FILE_UNREADABLE', words),
      })
      return outer
    })

  for (const entry of entries) {
    const isFolder = entry.isDirectory()
    if (!isFolder && !(isPhotoName(entry.name) && (entry.isFile() || entry.isSymbolicLink()))) continue
    const path = within(folder, entry.name)
    if (entry.isSymbolicLink() || isIgnored(content.rules, path, entry.name, isFolder)) content.ignored++
    else if (isFolder && join(whole, entry.name) === limits.except) content.ignored++
    else if (isFolder) content.folders.push(path)
    else content.names.push(entry.name)
  }
  return content
}

/** Photos by size and time. */
export interface LookedAt {
  files: FoundFile[]
  unreadable: Unreadable[]
  /** too small, too large, or gone meanwhile */
  passedOver: string[]
  ignored: number
}

/** Looks at some of a folder's photos; none is opened. */
export async function lookAtFiles(
  root: string,
  folder: string,
  names: readonly string[],
  limits: ScanLimits,
): Promise<LookedAt> {
  const seen: LookedAt = { files: [], unreadable: [], passedOver: [], ignored: 0 }
  await Promise.all(
    names.map(async (name) => {
      const path = within(folder, name)
      try {
        const { size, mtimeMs } = await lstat(join(root, path))
        const isWanted = size >= limits.smallest && (limits.largest === null || size <= limits.largest)
        if (isWanted) return seen.files.push({ path, bytes: size, modifiedAt: Math.trunc(mtimeMs) })
        seen.ignored++
      } catch (error) {
        const problem = fileError(join(root, path), error)
        if (problem) return seen.unreadable.push({ path, error: problem })
      }
      return seen.passedOver.push(path)
    }),
  )
  return seen
}

function fileError(file: string, error: unknown): LumitagError | undefined {
  const garbled = unreadableName(file, error)
  if (garbled) return garbled
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
  if (code === 'ENAMETOOLONG')
    return new LumitagError(
      'FILE_UNREADABLE',
      `The path of ${file} is longer than this computer can open. Move the file further up.`,
    )
  return new LumitagError('FILE_UNREADABLE', `${file} cannot be looked at (${message}).`)
}

/** Names in another character set than UTF-8 come out garbled, and cannot be opened by what they came out as. */
const unreadableName = (path: string, error: unknown): LumitagError | undefined =>
  (error as NodeJS.ErrnoException).code === 'ENOENT' && path.includes('\ufffd')
    ? new LumitagError('FILE_UNREADABLE', `The name of ${path} is not valid UTF-8. Rename it.`)
    : undefined

/** The path of something in a folder. */
export const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)
