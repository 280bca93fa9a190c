import type { Folder, Root } from '../../../src-shared/schemas/library.ts'
import { nameOrder } from '../../format.ts'

/** A folder in the sidebar with the folders inside it. The root itself has the path "". */
export interface FolderNode {
  rootId: number
  path: string
  name: string
  photos: number
  online: boolean
  children: FolderNode[]
}

/** Roots with their folders below them, each level in the order of names. */
export function folderTree(roots: readonly Root[], folders: readonly Folder[]): FolderNode[] {
  const compare = nameOrder()
  return roots.map((root) => {
    const top: FolderNode = {
      rootId: root.id,
      path: '',
      name: root.name,
      photos: root.photos,
      online: root.online,
      children: [],
    }
    const byPath = new Map([['', top]])
    const inside = folders.filter((folder) => folder.rootId === root.id && folder.path !== '')
    for (const { path, name, photos } of inside.toSorted((a, b) => compare(a.path, b.path))) {
      const node: FolderNode = { rootId: root.id, path, name, photos, online: root.online, children: [] }
      byPath.set(path, node)
      parentOf(path, byPath).children.push(node)
    }
    return top
  })
}

/** The nearest folder above that is listed: folders without photos may be left out. */
function parentOf(path: string, byPath: ReadonlyMap<string, FolderNode>): FolderNode {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const parent = byPath.get(path.slice(0, at))
    if (parent) return parent
  }
  return byPath.get('')!
}
