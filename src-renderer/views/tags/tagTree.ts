import type { KnownTag } from '../../../src-shared/schemas/tagging.ts'
import { nameOrder } from '../../format.ts'
import { leafOf } from '../../../src-shared/tagPath.ts'

/** A tag in the sidebar with those below it. */
export interface TagNode extends KnownTag {
  name: string
  children: TagNode[]
}

/** Tags as a tree, each level in the order of names. Every tag's parents are in the list. */
export function tagTree(tags: readonly KnownTag[]): TagNode[] {
  const compare = nameOrder()
  const top: TagNode[] = []
  const byPath = new Map<string, TagNode>()
  for (const tag of tags.toSorted((a, b) => compare(a.path, b.path))) {
    const node: TagNode = { ...tag, name: leafOf(tag.path), children: [] }
    byPath.set(tag.path, node)
    const above = tag.path.slice(0, Math.max(0, tag.path.lastIndexOf(' > ')))
    const siblings = byPath.get(above)?.children ?? top
    siblings.push(node)
  }
  return top
}

/** Where a tag goes that is dropped on another one, or (null) on no tag. */
export const movedPath = (path: string, onto: string | null): string =>
  onto === null ? leafOf(path) : `${onto} > ${leafOf(path)}`
