import { execFileSync } from 'node:child_process'
import { has } from './foreign.ts'

/** LUMITAG_EXIFTOOL names another one than the system's. */
const program = process.env.LUMITAG_EXIFTOOL ?? 'exiftool'

export const exiftoolVersion = has(program, '-ver')
  ? Number(execFileSync(program, ['-ver'], { encoding: 'utf8' }))
  : 0

export interface Reading {
  subject: string[]
  lr: string[]
  tagsList: string[]
  title: string | null
  rating: number | null
  label: string | null
  problem: string | null
}

const FIELDS = [
  'XMP-dc:Subject',
  'XMP-lr:HierarchicalSubject',
  'XMP-digiKam:TagsList',
  'XMP-dc:Title',
  'XMP-xmp:Rating',
  'XMP-xmp:Label',
  'Warning',
  'Error',
]

/** What ExifTool reads in a sidecar. */
export function readWithExiftool(file: string): Reading {
  const options = ['-json', '-struct', '-charset', 'filename=utf8', ...FIELDS.map((field) => `-${field}`)]
  const out = execFileSync(program, [...options, file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [row] = JSON.parse(out) as [Record<string, unknown>]
  const items = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String))
  const text = (value: unknown): string | null =>
    typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null
  return {
    subject: items(row.Subject),
    lr: items(row.HierarchicalSubject),
    tagsList: items(row.TagsList),
    title: text(row.Title),
    rating: (row.Rating as number | undefined) ?? null,
    label: text(row.Label),
    problem: text(row.Error ?? row.Warning),
  }
}

/** Lets ExifTool change a sidecar: "-XMP-dc:Subject+=word". */
export function changeWithExiftool(file: string, ...changes: string[]): void {
  execFileSync(program, ['-overwrite_original', '-quiet', ...changes, file], { stdio: 'inherit' })
}
