import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

export interface LaunchArguments {
  /** --library, made absolute */
  library: string | undefined
  /** folders to add: "Open with", a folder dropped on the program's icon, `lumitag ~/Photos` */
  folders: string[]
}

/** What the program was started with. Whatever is neither --library nor a folder that is there is Chromium's, or nothing. */
export function launchArguments(args: readonly string[], cwd = process.cwd()): LaunchArguments {
  // not strict: Chromium's own switches are on the same line
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { library: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  return {
    library: typeof values.library === 'string' ? resolve(cwd, values.library) : undefined,
    folders: positionals
      .map((text) => pathOf(text, cwd))
      .filter((path) => path !== undefined && isFolder(path)) as string[],
  }
}

/** File managers pass addresses (file:///home/…) as well as paths. */
function pathOf(text: string, cwd: string): string | undefined {
  if (!/^file:/i.test(text)) return resolve(cwd, text)
  try {
    return fileURLToPath(text)
  } catch {
    return undefined
  }
}

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
