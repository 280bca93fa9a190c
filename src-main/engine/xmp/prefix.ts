import type { XmpDocument } from './document.ts'
import type { TagProperty } from './names.ts'
import { elementsOf, lookupPrefix } from './tree.ts'
import type { XmlElement } from './tree.ts'

/**
 * The prefix for a new property: the one that the file has for this namespace, else the usual one, else the usual
 * one with a number, since readers that go by the prefix would take it for what it means elsewhere in the file.
 */
export function choosePrefix(
  { root, rdf }: XmpDocument,
  { prefix, uri }: Pick<TagProperty, 'prefix' | 'uri'>,
): { prefix: string; declare: boolean } {
  const meanings = prefixMeanings(root)
  const isOnly = (candidate: string) =>
    [...(meanings.get(candidate) ?? [])].every((meaning) => meaning === uri)
  const existing = [...meanings.keys()].find(
    (candidate) => candidate !== '' && meanings.get(candidate)!.has(uri),
  )
  let chosen = existing !== undefined && isOnly(existing) ? existing : prefix
  for (let number = 2; !isOnly(chosen); number++) chosen = `${prefix}${number}`
  return { prefix: chosen, declare: lookupPrefix(rdf, chosen) !== uri }
}

/** Every prefix that is declared anywhere, with all that it stands for. */
function prefixMeanings(
  element: XmlElement,
  meanings = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
  for (const [prefix, uri] of element.declared) {
    const known = meanings.get(prefix)
    if (known) known.add(uri)
    else meanings.set(prefix, new Set([uri]))
  }
  for (const child of elementsOf(element)) prefixMeanings(child, meanings)
  return meanings
}
