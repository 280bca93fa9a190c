import { expect, test } from 'vitest'
import { NO_MARKS, type MarkRow } from '../../src-main/engine/store/marks.ts'
import { mergeMarks, type MarkSides } from '../../src-main/engine/sync/marks.ts'
import type { Choice } from '../../src-main/engine/xmp/conflicts.ts'
import { newSidecar } from '../../src-main/engine/xmp/create.ts'
import { parseXmp } from '../../src-main/engine/xmp/document.ts'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { readMarks, type SidecarMarks } from '../../src-main/engine/xmp/marks.ts'
import { markProperties } from '../../src-main/engine/xmp/names.ts'
import { propertyTree } from '../../src-main/engine/xmp/propertyTree.ts'
import { darktable, lightroom, list, mixed, sidecar } from '../fixtures/xmp/sidecars.ts'

const says = (rating: number | null = null, colour: number | null = null): SidecarMarks => ({
  rating,
  colour,
})
const marksOf = (bytes: Uint8Array | string): SidecarMarks =>
  readMarks(parseXmp(Buffer.from(bytes as string)))
const write = (bytes: Uint8Array | string, marks: Partial<SidecarMarks>) =>
  editSidecar(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, { add: [], remove: [], marks })

test.each([
  [sidecar('', 'xmp:Rating="3" xmp:Label="Red"'), says(3, 1)],
  [sidecar('<xmp:Rating>-1</xmp:Rating><xmp:Label> Grün </xmp:Label>'), says(-1, 3)],
  [sidecar('<xmp:Rating>0</xmp:Rating><xmp:Label/>'), says(0, 0)],
  [sidecar('', 'xmp:Rating="4.0" xmp:Label="To do"'), says(4, 0)],
  [sidecar('', 'xmp:Rating="many" xmlns:x2="http://ns.adobe.com/xap/1.0/" x2:Label="紫色"'), says(null, 5)],
  [
    sidecar(list('darktable:colorlabels', 'Seq', ['3', '4']), 'xmlns:darktable="http://darktable.sf.net/"'),
    says(null, 4),
  ],
  [darktable, says(1)],
  [sidecar(''), says()],
])('stars and colour are read as they were meant', (text, marks) => {
  expect(marksOf(text)).toEqual(marks)
})

test.each(
  Object.entries({
    'an attribute': darktable,
    'an attribute in single quotes': mixed,
    'one without either': lightroom,
    'lines of another system': darktable.replaceAll('\n', '\r\n'),
    elements: sidecar('<xmp:Rating> 2 </xmp:Rating>\n<xmp:Label\n/>'),
    'another prefix': sidecar('', 'xmlns:x2="http://ns.adobe.com/xap/1.0/" x2:Rating = "5"').replace(
      / xmlns:xmp="[^"]*"/,
      '',
    ),
  }),
)('%s: nothing else changes, and it can be taken back to the byte', (_, text) => {
  const bytes = Buffer.from(text)
  const before = marksOf(bytes)
  for (const marks of [says(4, 2), says(-1, 5), says(0, 3)]) {
    const written = write(bytes, marks)
    expect(marksOf(written.bytes)).toEqual(marks)
    const tree = (of: Uint8Array) => propertyTree(parseXmp(of), markProperties)
    expect(tree(written.bytes)).toEqual(tree(bytes))
    expect(write(written.bytes, marks).bytes).toBe(written.bytes)
    const back = write(written.bytes, before)
    // an empty label that was there has gone with the colour
    if (!text.includes('xmp:Label'))
      expect(Buffer.from(back.bytes).toString().replace('>2<', '> 2 <')).toBe(text)
  }
})

test('a colour that stands there in another language is left so, and an odd form is left alone', () => {
  const german = Buffer.from(sidecar('', 'xmp:Label="Rot" xmp:Rating="3"'))
  expect(write(german, says(3, 1)).bytes).toBe(german)
  expect(write(german, says(3, 4)).items).toEqual({ 'xmp:Label': { added: ['Blue'], removed: ['Rot'] } })
  const odd = Buffer.from(sidecar('<xmp:Rating><rdf:Alt><rdf:li>3</rdf:li></rdf:Alt></xmp:Rating>'))
  expect(write(odd, { rating: 5 }).bytes).toBe(odd)
})

test('a new sidecar may say nothing but stars and a colour', () => {
  const text = Buffer.from(write(newSidecar([]).bytes, says(4, 1)).bytes).toString()
  expect(text).toContain(`  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:Rating>4</xmp:Rating>
   <xmp:Label>Red</xmp:Label>
  </rdf:Description>`)
})

function merge(sides: Omit<Partial<MarkSides>, 'here'> & { here?: Partial<MarkRow> }, choice?: Choice) {
  const here = { ...NO_MARKS, ...sides.here }
  const { conflicts, ...merged } = mergeMarks(
    { inside: says(), agreed: null, there: says(), ...sides, here },
    () => choice,
  )
  const changed = Object.entries(merged.here).filter(([name, value]) => value !== here[name as keyof MarkRow])
  return [Object.fromEntries(changed), merged.write, conflicts.map(({ code }) => code)]
}
const agreed = (sidecar: SidecarMarks, said = says()) => ({ sidecar, said })

test('what only another program says comes in; the user’s word stays until another program speaks after it', () => {
  expect(merge({ there: says(3, 1) })).toEqual([{ sidecarRating: 3, sidecarColour: 1 }, {}, []])
  const mine = { here: { rating: 5 }, there: says(3) }
  expect(merge(mine)).toEqual([{ sidecarRating: 3 }, { rating: 5 }, ['STARS_DIFFER']])
  expect(merge(mine, 'theirs')).toEqual([{ rating: null, sidecarRating: 3 }, {}, []])
  const later = { here: { rating: 5, sidecarRating: 3 }, there: says(2) }
  expect(merge({ ...later, agreed: agreed(says(3), says(5)) })).toEqual([
    { rating: null, sidecarRating: 2 },
    {},
    [],
  ])
  expect(merge({ ...later, agreed: agreed(says(3), says(4)) })).toEqual([
    { sidecarRating: 2 },
    { rating: 5 },
    ['STARS_DIFFER'],
  ])
})

test('of flags a sidecar knows the rejection; a pick stays here unless another program rejects the photo', () => {
  expect(merge({ here: { flag: -1, rating: 4 } })).toEqual([{}, { rating: -1 }, []])
  expect(merge({ here: { flag: 1 }, there: says(2) })).toEqual([{ sidecarRating: 2 }, {}, []])
  expect(merge({ here: { flag: 1 }, agreed: agreed(says(0)), there: says(-1) })).toEqual([
    { flag: null, sidecarRating: -1 },
    {},
    [],
  ])
  const rejected = { sidecarRating: -1 }
  expect(merge({ here: { ...rejected, flag: 0 }, agreed: agreed(says(-1)), there: says(-1) })).toEqual([
    {},
    { rating: 0 },
    [],
  ])
  expect(merge({ here: { ...rejected, rating: 4 }, agreed: agreed(says(-1)), there: says(-1) })).toEqual([
    {},
    {},
    [],
  ])
})

test('a word that is taken back gives the sidecar what it said before; nothing is written that is said already', () => {
  const wrote = { agreed: agreed(says(5, 2), says(5, 2)), there: says(5, 2) }
  expect(merge({ ...wrote, here: { sidecarRating: 3 } })).toEqual([{}, { rating: 3, colour: null }, []])
  expect(merge({ here: { rating: 0, colour: 0 } })).toEqual([{}, {}, []])
  expect(merge({ here: { rating: 0, colour: 0 }, inside: says(4, 1) })).toEqual([{}, { rating: 0 }, []])
  expect(merge({ here: { rating: 4 }, inside: says(4), there: null })).toEqual([{}, {}, []])
  expect(merge({ here: { rating: 5 }, inside: says(4), there: null })).toEqual([{}, { rating: 5 }, []])
})
