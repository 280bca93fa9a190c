import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { labelPack, type LabelPack } from '../../../src-shared/schemas/label.ts'

/** The label packs that come with the program: resources/labels/*.json. */
export function readPacks(resourcesDir: string): LabelPack[] {
  const folder = join(resourcesDir, 'labels')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => labelPack.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}

/** A pack by name. NOT_FOUND names those there are. */
export function findPack(packs: readonly LabelPack[], name: string): LabelPack {
  const pack = packs.find((candidate) => candidate.name === name)
  if (pack) return pack
  throw new LumitagError(
    'NOT_FOUND',
    `There is no label pack "${name}". There are: ${packs.map((one) => one.name).join(', ')}.`,
  )
}
