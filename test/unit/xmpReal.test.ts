import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { LumitagError } from '../../src-shared/errors.ts'
import { parseXmp } from '../../src-main/engine/xmp/document.ts'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { readMarks, type SidecarMarks } from '../../src-main/engine/xmp/marks.ts'
import { markProperties, tagProperties } from '../../src-main/engine/xmp/names.ts'
import { propertyTree } from '../../src-main/engine/xmp/propertyTree.ts'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import { darktable, lightroom, mixed, sidecar } from '../fixtures/xmp/sidecars.ts'

const shared = fileURLToPath(new URL('../../../shared/photos', import.meta.url))
const sidecars = globSync(join(shared, 'sidecars/**/*.xmp')).sort()
const hostile = globSync(join(shared, 'corrupt/xmp-poc/*.xmp')).sort()
/** has a NUL character in its xpacket instruction, and so is no XML for anybody */
const REFUSED = 'XMP2.xmp'
const tag = ['Lumitag test', 'Grüße & <猫>']

describe.skipIf(!existsSync(shared))('sidecars of real programs', () => {
  it.each(sidecars.map((file) => [join(basename(dirname(file)), basename(file)), file]))(
    '%s is what it was after a tag was added and removed',
    (_, file) => {
      const bytes = readFileSync(file)
      if (basename(file) === REFUSED)
        return expect(() => readSidecar(bytes)).toThrow(expect.objectContaining({ code: 'XML' }))
      const before = readSidecar(bytes)
      const added = editSidecar(bytes, { add: [tag], remove: [] })
      const removed = editSidecar(added.bytes, { add: [], remove: [tag] })
      expect(readSidecar(added.bytes).tags.toSorted()).toEqual([...before.tags, tag].toSorted())
      expect(readSidecar(removed.bytes).tags.toSorted()).toEqual(before.tags.toSorted())
      expect(propertyTree(parseXmp(removed.bytes))).toEqual(propertyTree(parseXmp(bytes)))
      // lists that were not there are made with the tags of the others, and those stay
      const lists = tagProperties.filter(({ created }) => created).map(({ key }) => before.lists[key] ?? [])
      const hadAll = lists.every((items) => items.length > 0)
      const hadNone = lists.every((items) => items.length === 0) && Object.keys(before.lists).length === 0
      if (hadAll || hadNone) expect(Buffer.from(removed.bytes).equals(bytes)).toBe(true)
    },
  )

  it('take stars and a colour, and give them back', () => {
    for (const file of sidecars.filter((one) => basename(one) !== REFUSED)) {
      const bytes = readFileSync(file)
      const document = parseXmp(bytes)
      const before = readMarks(document)
      const marks = { rating: (before.rating ?? 0) === 4 ? 2 : 4, colour: before.colour === 1 ? 2 : 1 }
      const edit = (of: Uint8Array, wanted: SidecarMarks) =>
        editSidecar(of, { add: [], remove: [], marks: wanted })
      const written = edit(bytes, marks).bytes
      expect(readMarks(parseXmp(written)), file).toEqual(marks)
      expect(propertyTree(parseXmp(written), markProperties)).toEqual(propertyTree(document, markProperties))
      expect(Buffer.compare(edit(written, before).bytes, bytes), file).toBe(0)
    }
  })

  it('reads hostile ones or says why not', () => {
    const outcomes = hostile.map((file) => outcomeOf(readFileSync(file)))
    expect(outcomes).toEqual(['ENCODING', 'ENCODING', 'NOT_XMP', 'NOT_XMP', 'NOT_XMP', 'NOT_XMP', 'read'])
  })
})

describe('any sidecar', () => {
  const texts = [
    darktable,
    lightroom,
    mixed,
    sidecar('', 'dc:subject="one"'),
    sidecar('<dc:subject>one</dc:subject>'),
  ]

  it('is still a sidecar after any sequence of edits, and says what the edits say', () => {
    const random = seededRandom(1)
    const words = [
      'cat',
      'Cat',
      'a|b',
      'x/y',
      '<&>',
      '猫',
      '🐱',
      '"',
      ' two  words ',
      ']]>',
      'e\u0301',
      'People',
      'darktable',
    ]
    const pick = () => words[Math.floor(random() * words.length)]!
    const path = () => Array.from({ length: 1 + Math.floor(random() * 3) }, pick)
    for (const text of texts) {
      const first = Buffer.from(text)
      let bytes: Uint8Array = first
      for (let step = 0; step < 60; step++) {
        const add = random() < 0.6 ? [path(), path()] : []
        const remove = random() < 0.6 ? [path(), ...readSidecar(bytes).tags.slice(0, 2)] : []
        bytes = editSidecar(bytes, { add, remove }).bytes
        const again = editSidecar(bytes, { add, remove })
        expect(again.bytes).toBe(bytes)
      }
      expect(propertyTree(parseXmp(bytes))).toEqual(propertyTree(parseXmp(first)))
    }
  })

  it('may be damaged anywhere: it is read and edited, or refused with a code of ours', () => {
    const random = seededRandom(2)
    const outcomes = new Set<string>()
    for (let round = 0; round < 600; round++) {
      const bytes = Buffer.from(texts[round % texts.length]!)
      const at = Math.floor(random() * bytes.length)
      if (random() < 0.2) bytes[at] = Math.floor(random() * 256)
      else {
        const from = Math.floor(random() * bytes.length)
        bytes.copyWithin(at, from, from + 1 + Math.floor(random() * 3))
      }
      outcomes.add(outcomeOf(bytes))
    }
    expect([...outcomes]).toEqual(expect.arrayContaining(['read', 'XML', 'ENCODING']))
    expect([...outcomes]).not.toContain('SELF_CHECK')
  })
})

/** "read" if it can be read and edited, else the code it is refused with; anything else is thrown. */
function outcomeOf(bytes: Uint8Array): string {
  try {
    const { tags } = readSidecar(bytes)
    editSidecar(bytes, { add: [tag], remove: tags })
    return 'read'
  } catch (error) {
    if (error instanceof LumitagError) return error.code
    throw error
  }
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
