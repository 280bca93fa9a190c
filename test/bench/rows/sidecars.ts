import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSidecar } from '../../../src-main/engine/xmp/read.ts'
import type { Bench } from '../context.ts'
import { withLibrary } from '../material/library.ts'
import { peerPackages } from '../material/peer.ts'
import { smallPhotos, writeSidecars } from '../material/sidecars.ts'
import { ask } from '../processes/ask.ts'
import type { ExiftoolInput, ExiftoolOutput } from '../processes/exiftool.mjs'
import type { SyncingInput, SyncingOutput } from '../processes/syncing.ts'
import type { UnchangedInput, UnchangedOutput } from '../processes/unchanged.ts'
import { rounded, type Measured, type RowDefinition } from '../row.ts'

/** Sidecars: the product's whole sync against ExifTool, which writes and does no more (XMP.md section 9, case 41). */
export const sidecarRows: RowDefinition[] = [
  row('sidecars_new_vs_exiftool', false),
  row('sidecars_edited_vs_exiftool', true),
  { id: 'sidecars_unchanged_100k_ms', goal: { atMost: 10_000 }, unit: 'ms', measure: unchanged },
]

const FILES = 2000
const FEW = 20
const TAGS = [['Animals', 'Dog'], ['Places', 'Japan', 'Kyoto'], ['evening']]

function row(id: string, edited: boolean): RowDefinition {
  return { id, goal: { atLeast: 3 }, unit: 'ratio', measure: (bench) => writing(bench, edited) }
}

async function writing(bench: Bench, edited: boolean): Promise<Measured> {
  const count = bench.quick ? FEW : FILES
  const folder = join(bench.scratch, `sidecars-${edited ? 'edited' : 'new'}`)
  const packages = await peerPackages(bench.cache)
  const [ours, theirs] = ['ours', 'theirs'].map((side) => join(folder, side)) as [string, string]
  for (const side of [ours, theirs]) {
    const photos = await smallPhotos(side, count)
    if (edited) writeSidecars(photos.map((photo) => `${photo}.xmp`))
  }
  const sync = await withLibrary(bench, null, (library) => {
    const input: SyncingInput = { library, photos: ours, tags: TAGS }
    return ask<SyncingOutput>('syncing.ts', input)
  })
  const input: ExiftoolInput = { packages, folder: theirs, tags: TAGS, add: edited }
  const exiftool = await ask<ExiftoolOutput>('exiftool.mjs', input)
  for (let index = 0; index < count; index++) {
    const file = join(theirs, `${index}.jpg.xmp`)
    const { lists } = readSidecar(readFileSync(file))
    if (!lists['lr:hierarchicalSubject']?.includes('Places|Japan|Kyoto'))
      throw new Error(`ExifTool has not written ${file}.`)
  }
  return {
    value: exiftool.seconds / sync.seconds,
    figures: {
      ...{ sidecars: count, perSecond: rounded(count / sync.seconds) },
      ...{ exiftoolPerSecond: rounded(count / exiftool.seconds), exiftool: exiftool.version },
      againMs: rounded(sync.againSeconds * 1000),
    },
  }
}

async function unchanged({ scratch, quick }: Bench): Promise<Measured> {
  const input: UnchangedInput = {
    folder: join(scratch, 'sidecars-unchanged'),
    photos: quick ? 1000 : 100_000,
  }
  const { seconds, unchanged: same, written } = await ask<UnchangedOutput>('unchanged.ts', input)
  if (same !== input.photos || written !== 0) throw new Error(`${same} were unchanged, ${written} written.`)
  return { value: seconds * 1000, figures: { photos: input.photos, written } }
}
