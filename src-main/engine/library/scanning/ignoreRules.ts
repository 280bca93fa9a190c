import ignore, { type Ignore } from 'ignore'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A text file in any folder: what not to look at in it and below, in the syntax of .gitignore. */
export const IGNORE_FILE = '.lumitagignore'

/** Folders of operating systems and storage devices that hold no photos of the user's. */
const SYSTEM_FOLDERS = new Set([
  '@eaDir',
  '$RECYCLE.BIN',
  'System Volume Information',
  'lost+found',
  '#recycle',
])

/** The rules of a folder's own file, and of the folders around it. */
export interface IgnoreRules {
  outer: IgnoreRules | null
  /** the folder whose file it is, "a/b" */
  folder: string
  patterns: Ignore
}

/** True for what is never looked at: hidden, the system's, or excluded by the user. Rules further inside win. */
export function isIgnored(rules: IgnoreRules | null, path: string, name: string, isFolder: boolean): boolean {
  if (name.startsWith('.') || (isFolder && SYSTEM_FOLDERS.has(name))) return true
  for (let own = rules; own; own = own.outer) {
    const inside = own.folder === '' ? path : path.slice(own.folder.length + 1)
    const { ignored, unignored } = own.patterns.test(isFolder ? `${inside}/` : inside)
    if (ignored || unignored) return ignored
  }
  return false
}

/** The rules inside a folder that has a file of its own. The file's own problems are the caller's to tell. */
export async function withOwnRules(
  outer: IgnoreRules | null,
  root: string,
  folder: string,
): Promise<IgnoreRules> {
  const text = await readFile(join(root, folder, IGNORE_FILE), 'utf8')
  return { outer, folder, patterns: ignore().add(text) }
}

/** The rules that hold inside a folder of a root; undefined if they exclude the folder itself. */
export async function rulesInside(root: string, folder: string): Promise<IgnoreRules | null | undefined> {
  let rules: IgnoreRules | null = null
  let path = ''
  for (const name of folder === '' ? [] : folder.split('/')) {
    rules = await withOwnRules(rules, root, path).catch(() => rules)
    path = path === '' ? name : `${path}/${name}`
    if (isIgnored(rules, path, name, true)) return undefined
  }
  return rules
}
