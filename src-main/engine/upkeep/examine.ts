import { join } from 'node:path'
import type { Finding } from '../../../src-shared/schemas/library.ts'
import type { Inference } from '../inference/client.ts'
import type { RootStates } from '../library/drives/rootStates.ts'
import { THUMBNAIL_SIDE, thumbnailFile } from '../media/thumbnail.ts'
import type { Store } from '../store/store.ts'
import { lookAtPictures, removeFiles } from './pictures.ts'

export interface UpkeepDependencies {
  store: Store
  inference: Inference
  states: RootStates
  dataDir: string
}

/**
 * Compares the library with itself, and with `repair` mends what can be mended. What the user decided is never touched,
 * and neither is any photo.
 */
export async function examine(all: UpkeepDependencies, repair: boolean): Promise<Finding[]> {
  const { store } = all
  const { upkeep } = store
  return [
    database(store, repair),
    ...orphans(store, repair),
    mend('photos in the wrong place of the order', upkeep.misplaced(), repair, (ids) => {
      upkeep.replace(ids)
      return ids.length
    }),
    mend('contents and embeddings of photos that were removed', upkeep.unusedContents(), repair, (ids) => {
      upkeep.removeContents(ids)
      return ids.length
    }),
    ...(await pictures(all, repair)),
  ]
}

function mend(what: string, found: number[], repair: boolean, work: (ids: number[]) => number): Finding {
  const repaired = repair && found.length > 0 ? work(found) : 0
  return { what, found: found.length, repaired, detail: null }
}

function database({ upkeep }: Store, repair: boolean): Finding {
  const findings = upkeep.findings()
  const what = 'damage in the database'
  if (findings.length === 0) return { what, found: 0, repaired: 0, detail: null }
  const before = findings.join('; ')
  if (!repair) return { what, found: findings.length, repaired: 0, detail: before }
  // indexes can be made anew from their tables; tables cannot
  upkeep.rebuildIndexes()
  const left = upkeep.findings()
  const detail = left.length > 0 ? `${left.join('; ')}. Bring library.db back from a copy.` : before
  return { what, found: findings.length, repaired: findings.length - left.length, detail }
}

function orphans({ upkeep }: Store, repair: boolean): Finding[] {
  return upkeep.orphans().map(({ table, rows }) => ({
    what: `rows of ${table} that belong to nothing`,
    found: rows,
    repaired: repair ? upkeep.removeOrphans(table) : 0,
    detail: null,
  }))
}

async function pictures(
  { store, inference, states, dataDir }: UpkeepDependencies,
  repair: boolean,
): Promise<Finding[]> {
  const known = store.upkeep.contents()
  const contents = new Set(known.map(({ hash }) => hash))
  const folder = join(dataDir, 'thumbnails')
  const thumbnails = await lookAtPictures(folder, contents)
  const previews = await lookAtPictures(join(dataDir, 'previews'), contents)
  const leftover = [...thumbnails.leftover, ...previews.leftover]
  const removed = repair ? await removeFiles(leftover) : 0

  const holders = new Map(known.map(({ hash, photoId }) => [hash, photoId]))
  let made = 0
  let away = 0
  for (const content of thumbnails.missing) {
    const photo = store.photos.get(holders.get(content)!)
    if (!photo || states.isAway(photo)) away++
    else if (repair)
      await inference
        .run({
          kind: 'render',
          file: join(photo.rootPath, photo.path),
          to: thumbnailFile(folder, content),
          longSide: THUMBNAIL_SIDE,
        })
        .then(
          () => made++,
          () => {},
        )
  }
  return [
    { what: 'leftover thumbnails and previews', found: leftover.length, repaired: removed, detail: null },
    {
      what: 'missing thumbnails',
      found: thumbnails.missing.length,
      repaired: made,
      detail: away > 0 ? `${away} of photos that cannot be reached at present` : null,
    },
  ]
}
