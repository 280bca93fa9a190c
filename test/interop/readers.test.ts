import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newSidecar } from '../../src-main/engine/xmp/create.ts'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { newCases } from '../fixtures/xmp/newCases.ts'
import { darktable, lightroom, list, mixed, sidecar } from '../fixtures/xmp/sidecars.ts'
import { makeMaterial, photoOf, type Material } from './material.ts'
import { exiftoolVersion, readWithExiftool } from './programs/exiftool.ts'
import { hasExiv2, readWithExiv2 } from './programs/exiv2.ts'

/** From here on it reads sidecars in UTF-16. */
const READS_UTF16 = 13

describe.skipIf(exiftoolVersion === 0)(`ExifTool ${exiftoolVersion}`, () => {
  let material: Material
  beforeAll(async () => void (material = await makeMaterial()))
  afterAll(() => material.remove())
  const read = (number: number) => readWithExiftool(material.sidecarOf(photoOf(number)))

  test.each(newCases)(
    'case $name: reads what was written',
    ({ name, subject, hierarchicalSubject, tagsList }) => {
      const reading = readWithExiftool(material.sidecarOf(photoOf(name.split(':')[0]!)))
      expect(reading).toMatchObject({ subject, lr: hierarchicalSubject, tagsList, problem: null })
    },
  )

  test('case 10: a sidecar whose last tag went is valid and empty', () => {
    const file = material.sidecarOf('empty.jpg')
    const made = editSidecar(Buffer.from(sidecar(list('dc:subject', 'Bag', ['a']))), {
      add: [['b']],
      remove: [],
    })
    writeFileSync(file, editSidecar(made.bytes, { add: [], remove: [['a'], ['b']] }).bytes)
    const { problem, ...lists } = readWithExiftool(file)
    expect(lists).toMatchObject({ subject: [], lr: [], tagsList: [] })
    expect(problem ?? 'none').not.toMatch(/error/i)
  })

  test.skipIf(exiftoolVersion < READS_UTF16)('case 14: reads a sidecar in UTF-16 that got a tag', () => {
    const file = material.sidecarOf('utf16.jpg')
    // it knows one by its xpacket
    const text = Buffer.from(newSidecar([['Cat']]).bytes).toString()
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
    writeFileSync(file, editSidecar(bytes, { add: [['猫']], remove: [] }).bytes)
    expect(readWithExiftool(file).subject).toContain('猫')
  })

  test('case 16: reads both words where one was an attribute', () => {
    expect(read(16)).toMatchObject({ subject: ['one', 'two'], problem: null })
  })

  const other = (text: string): string => text.replaceAll('rdf:', 'r:').replaceAll('xmlns:rdf', 'xmlns:r')
  test.each([
    ['case 13: comments, instructions and an odd outer element', mixed],
    [
      'case 17: a Seq and a plain title',
      sidecar(`<dc:title>plain</dc:title>${list('dc:subject', 'Seq', ['one'])}`),
    ],
    [
      'case 18: "lr" for another namespace',
      mixed.replace("xmlns:dc='", "xmlns:lr='urn:other' lr:left='right' xmlns:dc='"),
    ],
    ['case 19: another prefix for RDF', other(darktable)],
    ['case 19: without x:xmpmeta', lightroom.split('\n').slice(1, -2).join('\n').trim()],
  ])('%s: reads the new tag', (_, text) => {
    const file = material.sidecarOf('odd.jpg')
    writeFileSync(file, editSidecar(Buffer.from(text), { add: [['A', 'new']], remove: [] }).bytes)
    const reading = readWithExiftool(file)
    expect(reading.lr).toContain('A|new')
    expect(reading.subject).toContain('new')
    expect(reading.problem ?? 'none').not.toMatch(/error/i)
  })

  test('reads the stars, the rejection and the colours that were given', () => {
    const given = ['starred.jpg', 'rejected.jpg'].map((name) => readWithExiftool(material.sidecarOf(name)))
    expect(given).toMatchObject([
      { rating: 4, label: 'Red', problem: null },
      { rating: -1, label: 'Purple', problem: null },
    ])
  })

  test('case 20: reads rating, title and all words in a sidecar that began as a copy', () => {
    expect(read(20)).toMatchObject({
      ...{ rating: 2, title: 'Garden', subject: ['embedded', 'from IPTC', 'garden'] },
      lr: ['embedded', 'from IPTC', 'Places|garden'],
    })
  })
})

describe.skipIf(!hasExiv2)('exiv2', () => {
  let material: Material
  beforeAll(async () => void (material = await makeMaterial()))
  afterAll(() => material.remove())

  test.each(newCases)(
    'case $name: reads what was written',
    ({ name, subject, hierarchicalSubject, tagsList }) => {
      expect(readWithExiv2(material.sidecarOf(photoOf(name.split(':')[0]!)))).toEqual({
        'dc:subject': subject,
        'lr:hierarchicalSubject': hierarchicalSubject,
        'digiKam:TagsList': tagsList,
      })
    },
  )
})
