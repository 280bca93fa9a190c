import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newSidecar } from '../../src-main/engine/xmp/create.ts'
import { parseXmp } from '../../src-main/engine/xmp/document.ts'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { propertyTree } from '../../src-main/engine/xmp/propertyTree.ts'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import { selfCheck } from '../../src-main/engine/xmp/selfCheck.ts'
import { hasExifTool, hasExiv2, readWithExifTool, readWithExiv2 } from '../fixtures/xmp/readers.ts'
import { newCases } from '../fixtures/xmp/newCases.ts'
import { darktable, lightroom, list, mixed, sidecar } from '../fixtures/xmp/sidecars.ts'
import { tempFolder } from '../fixtures/xmp/tempFolder.ts'

const path = (text: string) => text.split(' > ')
const edit = (text: string | Uint8Array, add: string[], remove: string[] = []) =>
  editSidecar(Buffer.from(text as string), { add: add.map(path), remove: remove.map(path) })
const edited = (text: string, add: string[], remove: string[] = []) =>
  Buffer.from(edit(text, add, remove).bytes).toString()
const treeOf = (text: string | Uint8Array) => propertyTree(parseXmp(Buffer.from(text as string)))
const listsOf = (bytes: string | Uint8Array) => readSidecar(Buffer.from(bytes as string)).lists

describe('a new sidecar', () => {
  it('has the form that exiv2 insists on', () => {
    const text = Buffer.from(newSidecar([['Animals', 'Cat']]).bytes).toString()
    expect(text).toBe(`<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Lumitag">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:subject>
    <rdf:Bag>
     <rdf:li>Cat</rdf:li>
    </rdf:Bag>
   </dc:subject>
  </rdf:Description>
  <rdf:Description rdf:about=""
    xmlns:lr="http://ns.adobe.com/lightroom/1.0/">
   <lr:hierarchicalSubject>
    <rdf:Bag>
     <rdf:li>Animals|Cat</rdf:li>
    </rdf:Bag>
   </lr:hierarchicalSubject>
  </rdf:Description>
  <rdf:Description rdf:about=""
    xmlns:digiKam="http://www.digikam.org/ns/1.0/">
   <digiKam:TagsList>
    <rdf:Seq>
     <rdf:li>Animals/Cat</rdf:li>
    </rdf:Seq>
   </digiKam:TagsList>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`)
  })

  it.each(newCases)(
    'case $name: reads back as it was',
    ({ tags, subject, hierarchicalSubject, tagsList }) => {
      const { bytes } = newSidecar(tags)
      const read = readSidecar(bytes)
      expect(read.lists).toEqual({
        'dc:subject': subject,
        'lr:hierarchicalSubject': hierarchicalSubject,
        'digiKam:TagsList': tagsList,
      })
      expect(read.tags).toEqual(tags)
      expect(editSidecar(bytes, { add: tags, remove: [] }).bytes).toBe(bytes)
    },
  )

  it.skipIf(!hasExifTool)('cases 1-8: ExifTool reads the same', () => {
    const folder = tempFolder()
    const files = newCases.map(({ tags }, number) => {
      const file = join(folder, `${number}.xmp`)
      writeFileSync(file, newSidecar(tags).bytes)
      return file
    })
    expect(readWithExifTool(files)).toMatchObject(
      newCases.map(({ subject, hierarchicalSubject, tagsList }) => ({
        subject,
        hierarchicalSubject,
        tagsList,
      })),
    )
  })

  it.skipIf(!hasExiv2)('cases 1-8: exiv2 reads the same', () => {
    const folder = tempFolder()
    for (const { tags, subject, hierarchicalSubject, tagsList } of newCases) {
      const file = join(folder, 'photo.xmp')
      writeFileSync(file, newSidecar(tags).bytes)
      const read = ['Xmp.dc.subject', 'Xmp.lr.hierarchicalSubject', 'Xmp.digiKam.TagsList'].map((key) =>
        readWithExiv2(file, key),
      )
      expect(read).toEqual([subject, hierarchicalSubject, tagsList].map((items) => items.join(', ')))
    }
  })

  it('case 7: refuses a tag of 256 code points, and one that XML cannot hold', () => {
    for (const tag of [['x'.repeat(256)], ['bell\u0007'], ['half \ud83d'], ['Animals', ' '], []])
      expect(() => newSidecar([tag])).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
  })
})

describe('editing a sidecar', () => {
  it('case 10: removing the last tag of our own file leaves a valid file without tags', () => {
    const { bytes, removed } = edit(newSidecar([['A', 'B'], ['c']]).bytes, [], ['A > B', 'c'])
    expect(removed).toEqual([['A', 'B'], ['c']])
    expect({ lists: listsOf(bytes), tree: treeOf(bytes) }).toEqual({ lists: {}, tree: [] })
    const again = edit(bytes, ['A > B'])
    expect(listsOf(again.bytes)).toEqual(listsOf(newSidecar([['A', 'B']]).bytes))
  })

  it('case 11: a darktable sidecar keeps its history, masks and every other byte', () => {
    const expected = darktable
      .replace('<rdf:li>format</rdf:li>', '$&\n     <rdf:li>Paris</rdf:li>')
      .replace('<rdf:li>darktable|format|orf</rdf:li>', '$&\n     <rdf:li>Places|Paris</rdf:li>')
      .replace(
        '\n </rdf:RDF>',
        `
  <rdf:Description rdf:about=""
    xmlns:digiKam="http://www.digikam.org/ns/1.0/">
   <digiKam:TagsList>
    <rdf:Seq>
     <rdf:li>Animals/Cat</rdf:li>
     <rdf:li>Places/Paris</rdf:li>
    </rdf:Seq>
   </digiKam:TagsList>
  </rdf:Description>
 </rdf:RDF>`,
      )
    expect(edited(darktable, ['Places > Paris'])).toBe(expected)
    expect(treeOf(expected)).toEqual(treeOf(darktable))
  })

  it('case 12: a Lightroom sidecar is the same to the byte after a tag was added and removed', () => {
    const { bytes, items } = edit(lightroom, ['Places > Paris'])
    expect(items).toEqual({
      'dc:subject': { added: ['Paris'], removed: [] },
      'lr:hierarchicalSubject': { added: ['Places|Paris'], removed: [] },
      'digiKam:TagsList': { added: ['Places/Paris'], removed: [] },
      'MicrosoftPhoto:LastKeywordXMP': { added: ['Places/Paris'], removed: [] },
      'mediapro:CatalogSets': { added: ['Places|Paris'], removed: [] },
    })
    expect(edited(Buffer.from(bytes).toString(), [], ['Places > Paris'])).toBe(lightroom)
  })

  it('case 13: comments, instructions, quotes and the odd outer element stay', () => {
    const result = edited(mixed, ['three'])
    expect(result).toContain(
      '<rdf:Bag><rdf:li>one</rdf:li><!-- between --><rdf:li>two</rdf:li><rdf:li>three</rdf:li></rdf:Bag>',
    )
    expect(result).toContain(`
 <rdf:Description rdf:about='uuid:1'
   xmlns:lr='http://ns.adobe.com/lightroom/1.0/'
   xmlns:digiKam='http://www.digikam.org/ns/1.0/'>
  <lr:hierarchicalSubject>
   <rdf:Bag>
    <rdf:li>one</rdf:li>`)
    expect(treeOf(result)).toEqual(treeOf(mixed))
    const inserted = result.indexOf('\n <rdf:Description', result.indexOf('three'))
    const rest = result.slice(0, inserted) + result.slice(result.indexOf('\n</rdf:RDF>'))
    expect(rest.replace('<rdf:li>three</rdf:li>', '')).toBe(mixed)
  })

  it.each(['utf-16le', 'utf-16be', 'utf-8'] as const)(
    'case 14: a %s sidecar with mark keeps both',
    (encoding) => {
      const encode = (text: string) => {
        if (encoding === 'utf-8') return Buffer.from(`\ufeff${text}`)
        const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
        return encoding === 'utf-16le' ? bytes : bytes.swap16()
      }
      const expected = encode(edited(lightroom, ['猫']))
      expect(Buffer.from(edit(encode(lightroom), ['猫']).bytes)).toEqual(expected)
    },
  )

  it('case 15: a sidecar with CRLF gets no bare LF', () => {
    for (const text of [darktable, mixed, sidecar('   <dc:subject>one</dc:subject>')]) {
      const result = edited(text.replaceAll('\n', '\r\n'), ['A > B'])
      expect(result.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      expect(result.replaceAll('\r\n', '\n')).toBe(edited(text, ['A > B']))
    }
  })

  it('case 16: dc:subject in attribute form becomes a list with both words', () => {
    const text = sidecar('', 'dc:subject="one &amp; only" xmp:Rating="2"')
    const result = edited(text, ['two'])
    expect(listsOf(result)['dc:subject']).toEqual(['one & only', 'two'])
    expect(result).not.toContain('dc:subject=')
    expect(treeOf(result)).toEqual(treeOf(text))
    expect(edited(text, [], ['one & only'])).toBe(sidecar('', 'xmp:Rating="2"'))
  })

  it('case 17: dc:subject as Seq and a plain title stay what they are; plain text becomes a list in its place', () => {
    const title = '   <dc:title>Plain</dc:title>\n'
    const apple = sidecar(title + list('dc:subject', 'Seq', ['Blume']))
    expect(edited(apple, ['Krokus'])).toContain(title + list('dc:subject', 'Seq', ['Blume', 'Krokus']))
    const plain = sidecar(`${title}   <dc:subject>Blume</dc:subject>`)
    expect(edited(plain, ['Krokus'])).toContain(title + list('dc:subject', 'Bag', ['Blume', 'Krokus']))
    const empty = sidecar(`${title}   <dc:subject>\n    <rdf:Bag/>\n   </dc:subject>`)
    expect(edited(empty, ['Krokus'])).toContain(title + list('dc:subject', 'Bag', ['Krokus']))
  })

  it('case 18: where "lr" means something else, another prefix is chosen', () => {
    const text = mixed.replace("xmlns:dc='", "xmlns:lr='urn:other' lr:left='right' xmlns:dc='")
    const result = edited(text, ['A > B'])
    expect(result).toContain("xmlns:lr2='http://ns.adobe.com/lightroom/1.0/'")
    expect(listsOf(result)['lr:hierarchicalSubject']).toEqual(['one', 'two', 'A|B'])
    expect(treeOf(result)).toEqual(treeOf(text))
  })

  it('case 18: a prefix that the file already has for the namespace is used', () => {
    const text = sidecar(list('dc:subject', 'Bag', ['x'])).replaceAll('lr', 'light')
    expect(edited(text, ['y'])).toContain('<light:hierarchicalSubject>')
  })

  it('case 19: RDF under another prefix, or without x:xmpmeta, is edited right and reported', () => {
    const other = lightroom.replaceAll('rdf:', 'r:').replaceAll('xmlns:rdf', 'xmlns:r')
    const bare = lightroom.split('\n').slice(1, -2).join('\n')
    for (const text of [other, bare, other.replace(/<dc:subject>[^]*<\/mediapro:CatalogSets>/, '')]) {
      const { bytes, notices } = edit(text, ['Places > Paris'])
      expect(notices).toMatchObject([{ code: 'UNUSUAL_FORM' }])
      expect(listsOf(bytes)['lr:hierarchicalSubject']?.at(-1)).toBe('Places|Paris')
      expect(treeOf(bytes)).toEqual(treeOf(text))
    }
  })

  it.skipIf(!hasExifTool)('cases 16-19: ExifTool reads what was added', () => {
    const folder = tempFolder()
    const other = darktable.replaceAll('rdf:', 'r:').replaceAll('xmlns:rdf', 'xmlns:r')
    const texts = [
      sidecar('', 'dc:subject="one"'),
      sidecar(list('dc:subject', 'Seq', ['one'])),
      mixed.replace("xmlns:dc='", "xmlns:lr='urn:other' lr:left='right' xmlns:dc='"),
      other,
    ]
    const files = texts.map((text, number) => {
      const file = join(folder, `${number}.xmp`)
      writeFileSync(file, edited(text, ['A > B']))
      return file
    })
    expect(readWithExifTool(files)).toMatchObject([
      { subject: ['one', 'B'], hierarchicalSubject: ['one', 'A|B'], tagsList: ['one', 'A/B'] },
      { subject: ['one', 'B'], hierarchicalSubject: ['one', 'A|B'], tagsList: ['one', 'A/B'] },
      {
        subject: ['one', 'two', 'B'],
        hierarchicalSubject: ['one', 'two', 'A|B'],
        tagsList: ['one', 'two', 'A/B'],
      },
      {
        hierarchicalSubject: ['Animals|Cat', 'darktable|format|orf', 'A|B'],
        tagsList: ['Animals/Cat', 'A/B'],
      },
    ])
  })

  it('gives a file without any Description its first one', () => {
    for (const rdf of ['/>', '>\n </rdf:RDF>']) {
      const text = `<x:xmpmeta xmlns:x="adobe:ns:meta/">\n <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"${rdf}\n</x:xmpmeta>`
      expect(edited(text, ['a'])).toMatch(
        /^ <rdf:RDF[^>]*>\n {2}<rdf:Description rdf:about=""\n {4}xmlns:dc=[^]*\n {2}<\/rdf:Description>\n <\/rdf:RDF>$/m,
      )
    }
  })

  it('keeps a file on one line on one line', () => {
    const oneLine = darktable.replace(/\n\s*/g, ' ').replaceAll('> <', '><')
    expect(edited(oneLine, ['x'])).not.toContain('\n')
  })

  it('returns the very same bytes where nothing has to change', () => {
    const bytes = Buffer.from(lightroom)
    for (const change of [
      { add: [['Animals', 'Cat']], remove: [] },
      { add: [], remove: [['not', 'there']] },
      { add: [], remove: [] },
    ])
      expect(editSidecar(bytes, change)).toMatchObject({ bytes, items: {}, added: [], removed: [] })
  })

  it('lets a dc word stay while another tag ends in it', () => {
    const { bytes } = newSidecar([
      ['Pets', 'Cat'],
      ['Films', 'Cat'],
    ])
    const once = edit(bytes, [], ['Pets > Cat'])
    expect(listsOf(once.bytes)).toEqual({
      'dc:subject': ['Cat'],
      'lr:hierarchicalSubject': ['Films|Cat'],
      'digiKam:TagsList': ['Films/Cat'],
    })
    expect(listsOf(edit(once.bytes, [], ['Films > Cat']).bytes)).toEqual({})
  })

  it('never touches a property that it does not understand', () => {
    const text = sidecar('   <dc:subject rdf:nodeID="elsewhere"/>')
    const result = edit(text, ['a'])
    expect(Buffer.from(result.bytes).toString()).toContain('<dc:subject rdf:nodeID="elsewhere"/>')
    expect(Object.keys(result.items)).toEqual(['lr:hierarchicalSubject', 'digiKam:TagsList'])
    expect(result.notices).toMatchObject([{ code: 'UNUSUAL_FORM' }])
  })
})

describe('the check before anything is written', () => {
  const before = parseXmp(Buffer.from(lightroom))
  const check = (text: string) => () => selfCheck(Buffer.from(text), listsOf(lightroom), before)

  it('lets through what reads as planned, however it is written', () => {
    expect(check(lightroom)).not.toThrow()
    expect(check(lightroom.replaceAll('rdf:', 'r:').replaceAll('xmlns:rdf', 'xmlns:r'))).not.toThrow()
    expect(check(lightroom.replaceAll('\n', ''))).not.toThrow()
  })

  it.each([
    ['a lost property', lightroom.replace('crs:HasCrop="True"', '')],
    ['a changed value', lightroom.replace('128, 140', '128, 141')],
    ['a property about something else', lightroom.replace('rdf:about=""', 'rdf:about="x"')],
    ['another container', lightroom.replace(/Seq>(?=[^]*<dc:subject>)/g, 'Alt>')],
    ['a lost tag', lightroom.replace('<rdf:li>Animals/Cat</rdf:li>', '')],
    [
      'tags in another order',
      lightroom.replace('Animals</rdf:li>\n     <rdf:li>Cat', 'Cat</rdf:li>\n     <rdf:li>Animals'),
    ],
    ['broken XML', lightroom.slice(0, -20)],
  ])('stops %s', (_, text) => {
    expect(text).not.toBe(lightroom)
    expect(check(text)).toThrow(expect.objectContaining({ code: 'SELF_CHECK' }))
  })
})
