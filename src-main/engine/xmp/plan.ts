import { formatTagPath } from '../../../src-shared/tagPath.ts'
import { newSidecar } from './create.ts'
import { parseXmp } from './document.ts'
import { editSidecar } from './edit.ts'
import type { EditedSidecar, ItemChanges } from './edit.ts'
import type { Notice } from './notices.ts'
import type { TagEdit } from './planLists.ts'
import { propertyTree } from './propertyTree.ts'
import { readProvenance } from './provenance.ts'
import { readLists } from './read.ts'
import { seedFailed, seedSidecar } from './seed.ts'
import type { EmbeddedData } from './seed.ts'
import { assertReplaceable } from './sidecarFile.ts'
import type { SidecarFile } from './sidecarFile.ts'

/** What one photo's sidecar shall say. */
export interface SidecarRequest extends TagEdit {
  /** whole path of the photo */
  photo: string
  /** the folder of the library that it is in: above it no habits are looked for */
  root?: string
  /** true: a sidecar that says nothing any more is deleted */
  deleteEmpty?: boolean
  /** reads what the photo has inside; asked only where a sidecar is to be made */
  embedded: () => Promise<EmbeddedData>
  /**
   * The edit once the sidecar's content is known, instead of `add` and `remove`: null where there is no sidecar and nothing
   * inside the photo; `second` is the content of another sidecar of the photo. Asked again where the file has changed
   * before it could be written.
   */
  merge?: (sidecar: Uint8Array | null, path: string, second: Uint8Array | null) => TagEdit
}

/** What writing would do, worked out in full; nothing has been written. */
export interface SidecarPlan {
  request: SidecarRequest
  /** whole path of the sidecar, which may be a symbolic link */
  path: string
  action: 'create' | 'change' | 'delete' | 'none'
  /** tags ("Animals > Cat") that the sidecar gains and loses */
  added: string[]
  removed: string[]
  /** the same per property, as written */
  items: ItemChanges
  notices: Notice[]
  /** the file as it was read; null where there is none */
  before: SidecarFile | null
  /** the file's new content; null where nothing is to be written */
  after: Uint8Array | null
}

/** The plan for a sidecar whose place is chosen. Refusals are thrown: XMP.md section 8. */
export async function planContent(
  request: SidecarRequest,
  path: string,
  before: SidecarFile | null,
  notices: readonly Notice[],
  second: Uint8Array | null = null,
): Promise<SidecarPlan> {
  const nothing = { request, path, added: [], removed: [], items: {}, before, after: null }
  const isWanted = request.add.length > 0 || Object.keys(request.marks ?? {}).length > 0
  if (!before && !isWanted) return { ...nothing, action: 'none', notices: [...notices] }
  const edited = before
    ? editSidecar(before.bytes, request.merge?.(before.bytes, path, second) ?? request)
    : await createContent(request, path)
  const allNotices = [...notices, ...edited.notices, ...commas(edited.added)]
  if (before && edited.bytes === before.bytes) return { ...nothing, action: 'none', notices: allNotices }
  if (before) await assertReplaceable(before)
  const isDeleted = before !== null && request.deleteEmpty === true && saysNothing(edited.bytes)
  return {
    ...nothing,
    action: isDeleted ? 'delete' : before ? 'change' : 'create',
    added: edited.added.map(formatTagPath),
    removed: edited.removed.map(formatTagPath),
    items: edited.items,
    notices: allNotices,
    after: isDeleted ? null : edited.bytes,
  }
}

/** Whether nothing stands in a sidecar but its frame. */
function saysNothing(bytes: Uint8Array): boolean {
  const document = parseXmp(bytes)
  const lists = [...Object.values(readLists(document)), readProvenance(document)]
  return propertyTree(document).length === 0 && lists.every((items) => items.length === 0)
}

async function createContent(request: SidecarRequest, path: string): Promise<EditedSidecar> {
  const data = await request.embedded().catch((error: unknown) => {
    throw seedFailed(error instanceof Error ? error.message : String(error), error)
  })
  const seed = seedSidecar(data)
  const edit = request.merge?.(seed, path, null) ?? request
  if (seed) return editSidecar(seed, edit)
  const made = newSidecar(edit.add, { allWords: edit.allWords ?? false })
  const { provenance = [], marks } = edit
  if (provenance.length === 0 && !marks) return made
  const { bytes, items } = editSidecar(made.bytes, {
    add: [],
    remove: [],
    provenance,
    ...(marks && { marks }),
  })
  return { ...made, bytes, items: { ...made.items, ...items } }
}

function commas(added: readonly string[][]): Notice[] {
  const tags = added.filter((tag) => tag.some((segment) => segment.includes(',')))
  return tags.map((tag) => ({
    code: 'COMMA',
    message: `The tag "${formatTagPath(tag)}" has a comma; darktable reads it only up to there.`,
  }))
}
