import { join } from 'node:path'
import type { Inference } from '../inference/client.ts'
import { thumbnailFile } from '../media/thumbnail.ts'
import type { Store } from '../store/store.ts'

/** Thumbnails of one task: others do not wait for long. */
const AT_ONCE = 16

/** How sharp photos are by their thumbnails, by id; those without a thumbnail are left out. */
export type Sharpness = (photoIds: readonly number[]) => Promise<Map<number, number>>

/** Measured once for each content, when a group asks for it. */
export function createSharpness(store: Store, inference: Inference, dataDir: string): Sharpness {
  const known = new Map<string, number | null>()
  return async (photoIds) => {
    const photos = photoIds.flatMap((id) => {
      const content = store.photos.get(id)?.content
      return content ? [{ id, content }] : []
    })
    const unknown = [...new Set(photos.map(({ content }) => content))].filter((one) => !known.has(one))
    const parts: string[][] = []
    for (let first = 0; first < unknown.length; first += AT_ONCE)
      parts.push(unknown.slice(first, first + AT_ONCE))
    await Promise.all(
      parts.map(async (contents) => {
        const files = contents.map((content) => thumbnailFile(join(dataDir, 'thumbnails'), content))
        const measured = await inference.run({ kind: 'sharpness', files })
        contents.forEach((content, at) => known.set(content, measured[at]!))
      }),
    )
    return new Map(
      photos.flatMap(({ id, content }) => {
        const sharpness = known.get(content) ?? null
        return sharpness === null ? [] : [[id, sharpness] as const]
      }),
    )
  }
}
