import { LumitagError } from '../../../src-shared/errors.ts'

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
    case 'ENAMETOOLONG':
      return new LumitagError(
        'FOLDER_UNREADABLE',
        `The path of the folder ${folder} is longer than this computer can open. Move it further up.`,
      )
    default:
      return new LumitagError(
        'FOLDER_UNREADABLE',
        `The folder ${folder} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      )
  }
}
