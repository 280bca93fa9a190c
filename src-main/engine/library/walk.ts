import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { isPhotoName } from '../media/formats.ts'
import type { FoundFile } from '../store/photos.ts'

/** Folders of operating systems and storage devices that hold no photos of the user's. */
const IGNORED_FOLDERS = new Set([
  '@eaDir',
  '$RECYCLE.BIN',
  'System Volume Information',
  'lost+found',
  '#recycle',
])

export type Found =
  | { kind: 'files'; files: FoundFile[] }
  /** a folder (or a file, by its name) that cannot be read: what is known below it is left as it was */
  | { kind: 'unreadable'; folder: string; error: LumitagError }

/**
 * The photos in a folder and below it, one folder at a time, paths relative to `root` with "/". Nothing is opened.
 * Links are not followed: they lead in circles and out of the folder that the user chose.
 */
export async function* walk(root: string, start = ''): AsyncGenerator<Found> {
  const folders = [start]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: Dirent[]
    try {
      entries = await readdir(join(root, folder), { withFileTypes: true })
    } catch (error) {
      yield { kind: 'unreadable', folder, error: folderError(join(root, folder), error) }
      continue
    }
    const names: string[] = []
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory() && !IGNORED_FOLDERS.has(entry.name)) folders.push(within(folder, entry.name))
      else if (entry.isFile() && isPhotoName(entry.name)) names.push(entry.name)
    }
    for (const name of names.filter((one) => one.includes('\ufffd')))
      if ((await found(root, within(folder, name))) === undefined)
        yield {
          kind: 'unreadable',
          folder: within(folder, name),
          error: unreadableName(join(root, folder, name)),
        }
    const files = await Promise.all(names.map((name) => found(root, within(folder, name))))
    yield { kind: 'files', files: files.filter((file) => file !== undefined) }
  }
}

const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

/** Undefined for a file that went away meanwhile. */
async function found(root: string, path: string): Promise<FoundFile | undefined> {
  try {
    const { size, mtimeMs } = await lstat(join(root, path))
    return { path, bytes: size, modifiedAt: Math.trunc(mtimeMs) }
  } catch {
    return undefined
  }
}

/** Names in another character set than UTF-8 come out garbled, and cannot be opened by what they came out as. */
const unreadableName = (path: string): LumitagError =>
  new LumitagError('FILE_UNREADABLE', `The name of ${path} is not valid UTF-8. Rename the file.`)

/** Why a folder cannot be read, in words that say what to do. */
export function folderError(folder: string, error: unknown): LumitagError {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return new LumitagError(
        'FOLDER_MISSING',
        `The folder ${folder} is not there. Check the path, or plug the drive in.`,
      )
    case 'ENOTDIR':
      return new LumitagError('NOT_A_FOLDER', `${folder} is a file. Name the folder that it is in.`)
    case 'EACCES':
    case 'EPERM':
      return new LumitagError('FOLDER_UNREADABLE', `You have no permission to read the folder ${folder}.`)
    default:
      return new LumitagError(
        'FOLDER_UNREADABLE',
        `The folder ${folder} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      )
  }
}
