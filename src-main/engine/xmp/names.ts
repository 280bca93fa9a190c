import type { Name } from './tree.ts'

export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
export const META = 'adobe:ns:meta/'

export type TagPropertyKey =
  | 'dc:subject'
  | 'lr:hierarchicalSubject'
  | 'digiKam:TagsList'
  | 'MicrosoftPhoto:LastKeywordXMP'
  | 'mediapro:CatalogSets'

/** A property that holds tags as a list of words (separator null) or of paths. */
export interface TagProperty {
  key: TagPropertyKey
  prefix: string
  local: string
  uri: string
  container: 'Bag' | 'Seq'
  separator: '|' | '/' | null
  /** false: never made by us, only kept in step where another program made it */
  created: boolean
}

/** In the order in which they are read and written (XMP.md sections 2 and 4). */
export const tagProperties: readonly TagProperty[] = [
  {
    key: 'dc:subject',
    prefix: 'dc',
    local: 'subject',
    uri: 'http://purl.org/dc/elements/1.1/',
    container: 'Bag',
    separator: null,
    created: true,
  },
  {
    key: 'lr:hierarchicalSubject',
    prefix: 'lr',
    local: 'hierarchicalSubject',
    uri: 'http://ns.adobe.com/lightroom/1.0/',
    container: 'Bag',
    separator: '|',
    created: true,
  },
  {
    key: 'digiKam:TagsList',
    prefix: 'digiKam',
    local: 'TagsList',
    uri: 'http://www.digikam.org/ns/1.0/',
    container: 'Seq',
    separator: '/',
    created: true,
  },
  {
    key: 'MicrosoftPhoto:LastKeywordXMP',
    prefix: 'MicrosoftPhoto',
    local: 'LastKeywordXMP',
    uri: 'http://ns.microsoft.com/photo/1.0/',
    container: 'Bag',
    separator: '/',
    created: false,
  },
  {
    key: 'mediapro:CatalogSets',
    prefix: 'mediapro',
    local: 'CatalogSets',
    uri: 'http://ns.iview-multimedia.com/mediapro/1.0/',
    container: 'Bag',
    separator: '|',
    created: false,
  },
]

export type MarkPropertyKey = 'xmp:Rating' | 'xmp:Label'

const XMP_URI = 'http://ns.adobe.com/xap/1.0/'

/** Properties of one text each: stars and the colour label. */
export const markProperties = [
  { key: 'xmp:Rating', prefix: 'xmp', local: 'Rating', uri: XMP_URI },
  { key: 'xmp:Label', prefix: 'xmp', local: 'Label', uri: XMP_URI },
] as const satisfies { key: MarkPropertyKey; prefix: string; local: string; uri: string }[]

/** Whether a name is the property's, whatever its prefix. ExifTool writes the Microsoft URI without its last slash. */
export function isProperty(name: Name, property: Pick<TagProperty, 'local' | 'uri'>): boolean {
  return name.local === property.local && name.uri.replace(/\/$/, '') === property.uri.replace(/\/$/, '')
}

/** Whether a name is one of RDF's own. */
export function isRdf(name: Name, ...locals: string[]): boolean {
  return name.uri === RDF && locals.includes(name.local)
}
