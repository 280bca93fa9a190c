import { parseXmp } from './document.ts'
import type { XmpDocument } from './document.ts'
import { acdseePaths, personNames, workingGroupPaths } from './foreign.ts'
import { parseItem } from './item.ts'
import { joinTags } from './join.ts'
import type { JoinedTags } from './join.ts'
import { readMarks, type SidecarMarks } from './marks.ts'
import { tagProperties } from './names.ts'
import type { TagPropertyKey } from './names.ts'
import type { Notice } from './notices.ts'
import { findProperty, itemTexts } from './property.ts'
import { readProvenance } from './provenance.ts'

/** Items per property as they stand in the file; a property that is not there has no entry. */
export type TagLists = Partial<Record<TagPropertyKey, string[]>>

export interface SidecarTags {
  lists: TagLists
  /** the union of all properties, as segments */
  tags: string[][]
  /** what it says of where tags come from, one entry as text each */
  provenance: string[]
  marks: SidecarMarks
  notices: Notice[]
}

export interface ReadOptions {
  /** names of faces are tags too: "People > name" */
  people?: boolean
}

const PEOPLE = 'People'
const IGNORED_ROOTS = ['darktable', '_Digikam_Internal_Tags_']

/**
 * The tags of a sidecar. `known` are the tags that the app holds for the photo: one of them is a tag even where
 * it only leads to a longer path. EMPTY, TOO_BIG, ENCODING, DTD, XML, LIMIT, NOT_XMP.
 */
export function readSidecar(
  bytes: Uint8Array,
  known: readonly string[][] = [],
  options: ReadOptions = {},
): SidecarTags {
  const document = parseXmp(bytes)
  const notices = [...document.notices, ...opaqueProperties(document)]
  return {
    lists: readLists(document),
    tags: readTags(document, known, options).tags,
    provenance: readProvenance(document),
    marks: readMarks(document),
    notices,
  }
}

/** The item lists of the five properties. */
export function readLists(document: XmpDocument): TagLists {
  const lists: TagLists = {}
  for (const property of tagProperties) {
    const occurrences = findProperty(document.descriptions, property)
    if (occurrences.length > 0) lists[property.key] = itemTexts(occurrences)
  }
  return lists
}

/** The joined tags of all properties, those included that are only read. */
export function readTags(
  document: XmpDocument,
  known: readonly string[][] = [],
  { people: wanted = false }: ReadOptions = {},
): JoinedTags {
  const { rdf, descriptions } = document
  const lists = readLists(document)
  const items = (key: TagPropertyKey, separator: '|' | '/' | null) =>
    (lists[key] ?? []).map((item) => parseItem(item, separator)).filter((path) => path !== null)
  const clean = (paths: string[][]) =>
    paths
      .map((path) => path.flatMap((segment) => parseItem(segment, null) ?? []))
      .filter((path, at) => path.length === paths[at]!.length)
  const paths = [
    ...tagProperties.filter(({ separator }) => separator).map(({ key, separator }) => items(key, separator)),
    ...[acdseePaths(descriptions), workingGroupPaths(descriptions)].map(clean),
  ].map((source) => source.filter((path) => path.length > 0))
  const hasPeople = wanted || paths.flat().some(([root]) => root === PEOPLE)
  const people = hasPeople ? personNames(rdf, descriptions) : new Set<string>()
  if (wanted) paths.push(clean([...people].map((name) => [PEOPLE, name])))
  const isIgnored = ([root = '', ...rest]: readonly string[]) =>
    (rest.length > 0 && IGNORED_ROOTS.includes(root)) ||
    (!wanted && root === PEOPLE && people.has(rest.at(-1) ?? ''))
  return joinTags({ paths, words: items('dc:subject', null).flat(), isIgnored }, known)
}

/** Properties in a form that is left alone. */
export function opaqueProperties({ descriptions }: XmpDocument): Notice[] {
  return tagProperties
    .filter((property) => findProperty(descriptions, property).some(({ form }) => form === 'opaque'))
    .map(({ key }) => ({
      code: 'UNUSUAL_FORM',
      message: `${key} is written in a form that is not understood; it was left as it is.`,
    }))
}
