import { expect, test } from 'vitest'
import { parseXmp } from '../../src-main/engine/xmp/document.ts'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { propertyTree } from '../../src-main/engine/xmp/propertyTree.ts'
import { provenanceText, type Provenance } from '../../src-main/engine/xmp/provenance.ts'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import { darktable, lightroom, list, mixed, sidecar } from '../fixtures/xmp/sidecars.ts'

const entry = (change: Partial<Provenance> = {}): Provenance => ({
  ...{
    tag: ['A|b', '<"Q&A">'],
    state: 'auto',
    score: 0.123456,
    model: 'm',
    labels: 'hash',
    when: 0,
    ...change,
  },
})
const one = [entry()]
const two = [entry({ score: null, model: null, state: 'rejected' }), entry({ tag: ['two'] })]
const write = (bytes: Uint8Array, provenance?: Provenance[]) =>
  editSidecar(bytes, { add: [], remove: [], ...(provenance && { provenance }) })

const texts: Record<string, string> = {
  darktable,
  lightroom,
  mixed,
  'one without tags': sidecar('', 'xmp:Rating="2"'),
  'one that has the prefix for something else': sidecar(
    list('dc:subject', 'Bag', ['a']),
    'xmlns:lumitag="urn:other" lumitag:x="1"',
  ),
}

test.each(Object.entries(texts))('%s: entries are written, changed, and taken out to the byte', (_, text) => {
  const bytes = Buffer.from(text)
  let current: Uint8Array = bytes
  for (const entries of [one, two, one]) {
    const { bytes: next, items } = write(current, entries)
    expect(readSidecar(next).provenance).toEqual(entries.map(provenanceText))
    expect(items['lumitag:autoTags']?.added.length).toBeGreaterThan(0)
    expect(propertyTree(parseXmp(next))).toEqual(propertyTree(parseXmp(bytes)))
    expect(write(next, entries).bytes).toBe(next)
    expect(write(next).bytes).toBe(next)
    current = next
  }
  expect(Buffer.from(write(current, []).bytes)).toEqual(bytes)
})

test('an entry reads as it is meant', () => {
  expect(provenanceText(one[0]!)).toBe(
    'path="A¦b|&lt;&quot;Q&amp;A&quot;&gt;" score="0.1235" model="m" labels="hash" when="1970-01-01T00:00:00.000Z" state="auto"',
  )
})
