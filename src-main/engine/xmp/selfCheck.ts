import { isDeepStrictEqual } from 'node:util'
import { LumitagError } from '../../../src-shared/errors.ts'
import { parseXmp } from './document.ts'
import type { XmpDocument } from './document.ts'
import { presentTexts, type MarkTexts } from './marks.ts'
import { markProperties, tagProperties } from './names.ts'
import { propertyTree } from './propertyTree.ts'
import { readProvenance } from './provenance.ts'
import { readLists } from './read.ts'
import type { TagLists } from './read.ts'

/**
 * Reads a result as another program would. SELF_CHECK unless its lists and marks are the planned ones and all else that it
 * says is what `before` said (null: nothing).
 */
export function selfCheck(
  bytes: Uint8Array,
  planned: TagLists,
  before: XmpDocument | null,
  provenance: readonly string[] = before ? readProvenance(before) : [],
  marks: MarkTexts = {},
): void {
  const result = parseResult(bytes)
  const lists = readLists(result)
  const sameLists = tagProperties.every(({ key }) => isDeepStrictEqual(lists[key] ?? [], planned[key] ?? []))
  const edited = markProperties.filter(({ key }) => key in marks)
  const texts = presentTexts(result)
  const sameMarks = edited.every(({ key }) => (texts[key] ?? null) === marks[key])
  const sameRest = isDeepStrictEqual(propertyTree(result, edited), before ? propertyTree(before, edited) : [])
  const sameProvenance = isDeepStrictEqual(readProvenance(result), provenance)
  if (!sameLists || !sameMarks || !sameRest || !sameProvenance) throw failed()
}

function parseResult(bytes: Uint8Array): XmpDocument {
  try {
    return parseXmp(bytes)
  } catch (cause) {
    throw failed(cause)
  }
}

function failed(cause?: unknown): LumitagError {
  const help = 'It was left as it was. Please report this, with the sidecar if you can.'
  return new LumitagError('SELF_CHECK', `The changed sidecar did not read back as planned. ${help}`, {
    cause,
  })
}
