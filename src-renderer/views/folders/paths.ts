/** A path's folders from the top, each with the path that leads to it. Works for "/a/b", "C:\a" and "\\host\share\a". */
export function crumbsOf(path: string, separator: string): { name: string; path: string }[] {
  if (path === '') return []
  const root = /^([A-Za-z]:[\\/]?|\\\\[^\\]+\\[^\\]+\\?|\/)/.exec(path)?.[0] ?? ''
  const crumbs = root ? [{ name: root, path: root }] : []
  let at = root
  for (const name of path.slice(root.length).split(separator).filter(Boolean)) {
    at = joinPath(at, name, separator)
    crumbs.push({ name, path: at })
  }
  return crumbs
}

export const joinPath = (path: string, name: string, separator: string): string =>
  path === '' || path.endsWith(separator) ? `${path}${name}` : `${path}${separator}${name}`
