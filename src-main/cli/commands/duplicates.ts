import type { DuplicateGroup } from '../../../src-shared/schemas/duplicates.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Output } from '../output.ts'

export interface DuplicatesOptions {
  kind?: DuplicateGroup['kind'][]
}

const TITLES = { copies: 'Copies', near: 'Near duplicates', burst: 'Burst' } as const
const REASONS = {
  flag: 'picked, or not rejected',
  rating: 'highest rating',
  sharp: 'sharpest',
  pixels: 'most pixels',
  bytes: 'largest file',
  earliest: 'first taken',
  same: 'as good as any',
} as const

/** Lists photos of which one would do; the one proposed to be kept first. Nothing is deleted. */
export async function listDuplicates(
  engine: Engine,
  { kind }: DuplicatesOptions,
  output: Output,
): Promise<void> {
  const { groups, compared } = await engine.call('search.duplicates')
  const wanted = groups.filter((group) => !kind || kind.includes(group.kind))
  for (const group of wanted) await sayGroup(engine, group, output)
  const photos = wanted.reduce((sum, group) => sum + group.photos.length, 0)
  output.event({ event: 'summary', groups: wanted.length, photos, compared })
  output.say(
    `${wanted.length} groups with ${photos} photos, of ${compared} that were compared. Nothing was deleted.`,
  )
}

async function sayGroup(engine: Engine, group: DuplicateGroup, output: Output): Promise<void> {
  const ids = [group.best, ...group.photos.map(({ id }) => id).filter((id) => id !== group.best)]
  const photos = []
  for (const id of ids) {
    const { location, width, height, bytes } = await engine.call('photos.get', { id })
    photos.push({ id, path: location, width, height, bytes })
  }
  output.event({ event: 'group', kind: group.kind, best: group.best, why: group.why, photos })
  output.say(`${TITLES[group.kind]}:`)
  photos.forEach(({ path, width, height, bytes }, at) =>
    output.say(
      `  ${at === 0 ? 'keep' : '    '}  ${path}  ${width ?? '?'} × ${height ?? '?'}, ${Math.ceil(bytes / 1000)} kB${at === 0 ? ` (${REASONS[group.why]})` : ''}`,
    ),
  )
}
