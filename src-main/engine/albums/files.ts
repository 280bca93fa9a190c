import { LumitagError, toErrorData } from '../../../src-shared/errors.ts'
import { placeOf, rule } from '../../../src-shared/rules/rule.ts'
import type { Rule } from '../../../src-shared/rules/tree.ts'
import { albumFile } from '../../../src-shared/schemas/album.ts'
import { locatePhoto } from '../library/photoDetails.ts'
import type { Store } from '../store/store.ts'

export interface ReadAlbum {
  name?: string | undefined
  rule: Rule | null
  pinned: number[]
  excluded: number[]
  /** photos of the file that are not in this library, by path */
  leftOut: string[]
}

/** The text of an album's file, or of a rule alone. BAD_INPUT says what is wrong in it, and where. */
export function readAlbumFile(text: string, store: Store): ReadAlbum {
  const json = parseJson(text)
  const isFile = typeof json === 'object' && json !== null && 'rule' in json
  const read = (isFile ? albumFile : rule.transform((one) => ({ rule: one }))).safeParse(json)
  if (!read.success) {
    const wrong = read.error.issues.slice(0, 5).map(({ path, message }) => {
      const place = placeOf(path as (string | number)[])
      return place === '' ? `it ${message}` : `${place}: ${message}`
    })
    throw new LumitagError('BAD_INPUT', `The file holds no rule: ${wrong.join('; ')}.`)
  }
  const { name, rule: found, pinned = [], excluded = [] } = read.data as ReturnType<typeof albumFile.parse>
  const leftOut: string[] = []
  const located = (paths: readonly string[]): number[] =>
    paths.flatMap((path) => {
      try {
        return locatePhoto(path, store)
      } catch (error) {
        if (toErrorData(error).code !== 'NOT_FOUND') throw error
        leftOut.push(path)
        return []
      }
    })
  return { name, rule: found, pinned: located(pinned), excluded: located(excluded), leftOut }
}

/** BAD_INPUT if neither the file nor anybody else gave the album a name. */
export function nameFor(name: string | undefined): string {
  if (name?.trim()) return name.trim()
  throw new LumitagError('BAD_INPUT', 'The album needs a name: the file has none, so give it one.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LumitagError('BAD_INPUT', `The file is not JSON: ${why}.`, { cause: error })
  }
}
