import { describe, expect, it } from 'vitest'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import { darktable, lightroom, list, sidecar } from '../fixtures/xmp/sidecars.ts'

const read = (text: string, known?: string[][]) => readSidecar(Buffer.from(text), known)
const tagsOf = (text: string, known?: string[][]) => read(text, known).tags.map((tag) => tag.join(' > '))

describe('reading tag properties', () => {
  it('reads lists as Bag, Seq and Alt, plain text and attributes', () => {
    expect(read(sidecar(list('dc:subject', 'Bag', ['a', ' b ']))).lists).toEqual({
      'dc:subject': ['a', ' b '],
    })
    expect(read(sidecar(list('dc:subject', 'Seq', ['a', 'b']))).lists).toEqual({ 'dc:subject': ['a', 'b'] })
    expect(read(sidecar(list('dc:subject', 'Alt', ['a', 'b']))).lists).toEqual({ 'dc:subject': ['a', 'b'] })
    expect(read(sidecar('<dc:subject>a &amp; b</dc:subject>')).lists).toEqual({ 'dc:subject': ['a & b'] })
    expect(read(sidecar('', 'dc:subject="a &lt; b"')).lists).toEqual({ 'dc:subject': ['a < b'] })
    expect(read(sidecar('<dc:subject/>')).lists).toEqual({ 'dc:subject': [] })
    expect(read(sidecar('')).lists).toEqual({})
  })

  it('reads qualified items, and several places of one property', () => {
    const qualified =
      '<dc:subject><rdf:Bag><rdf:li rdf:parseType="Resource"><rdf:value>a</rdf:value></rdf:li></rdf:Bag></dc:subject>'
    expect(read(sidecar(qualified, 'dc:subject="b"')).lists).toEqual({ 'dc:subject': ['b', 'a'] })
  })

  it('leaves alone what it does not understand, and says so', () => {
    const { lists, tags, notices } = read(sidecar('<dc:subject rdf:nodeID="elsewhere"/>'))
    expect({ lists, tags }).toEqual({ lists: { 'dc:subject': [] }, tags: [] })
    expect(notices).toMatchObject([{ code: 'UNUSUAL_FORM' }])
  })

  it('reads ACDSee categories and MWG keywords that are set', () => {
    const categories = `&lt;Categories&gt;&lt;Category Assigned="0"&gt;Places&lt;Category Assigned="1"&gt;Paris&lt;/Category&gt;&lt;/Category&gt;&lt;/Categories&gt;`
    const hierarchy = `<mwg-kw:Keywords rdf:parseType="Resource"><mwg-kw:Hierarchy><rdf:Bag>
      <rdf:li rdf:parseType="Resource"><mwg-kw:Keyword>Animals</mwg-kw:Keyword><mwg-kw:Children><rdf:Bag>
        <rdf:li mwg-kw:Keyword="Cat" mwg-kw:Applied="True"/><rdf:li mwg-kw:Keyword="Dog" mwg-kw:Applied="False"/>
      </rdf:Bag></mwg-kw:Children></rdf:li></rdf:Bag></mwg-kw:Hierarchy></mwg-kw:Keywords>`
    expect(tagsOf(sidecar(`<acdsee:categories>${categories}</acdsee:categories>${hierarchy}`))).toEqual([
      'Places > Paris',
      'Animals > Cat',
    ])
  })
})

describe('joining the properties to tags', () => {
  it('takes words and parents that belong to a path as implied, and darktable’s own words as none', () => {
    expect(tagsOf(darktable)).toEqual(['Animals > Cat'])
    expect(tagsOf(lightroom)).toEqual(['Animals > Cat'])
  })

  it('takes the union of all properties', () => {
    const text = sidecar(
      [
        list('dc:subject', 'Bag', ['Cat', 'loose', 'Kyoto|Temple', 'Temple']),
        list('lr:hierarchicalSubject', 'Bag', ['Animals', 'Animals|Cat']),
        list('digiKam:TagsList', 'Seq', ['Places/Paris', '_Digikam_Internal_Tags_/Pick Label None']),
      ].join('\n'),
    )
    expect(tagsOf(text)).toEqual(['Animals > Cat', 'Places > Paris', 'Kyoto > Temple', 'loose'])
    expect(tagsOf(text, [['Animals']])).toEqual([
      'Animals',
      'Animals > Cat',
      'Places > Paris',
      'Kyoto > Temple',
      'loose',
    ])
  })

  it('counts one tag once, however it is composed and spaced', () => {
    const text = sidecar(
      [
        list('lr:hierarchicalSubject', 'Bag', ['Cafe\u0301 | Bar']),
        list('digiKam:TagsList', 'Seq', ['Café/Bar', '/Café/ Bar/']),
      ].join('\n'),
    )
    expect(tagsOf(text)).toEqual(['Café > Bar'])
  })

  it('leaves out people whom another program found by face, and no others', () => {
    const face = '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:Name>Anna</mwg-rs:Name></mwg-rs:Regions>'
    const tags = list('digiKam:TagsList', 'Seq', ['People/Anna', 'People/Crowd'])
    const text = sidecar(`${face}${list('dc:subject', 'Bag', ['Anna', 'Crowd'])}${tags}`)
    expect(tagsOf(text)).toEqual(['People > Crowd'])
    const bytes = new TextEncoder().encode(text)
    expect(readSidecar(bytes, [], { people: true }).tags).toEqual([
      ['People', 'Anna'],
      ['People', 'Crowd'],
    ])
    expect(readSidecar(new TextEncoder().encode(sidecar(face)), [], { people: true }).tags).toEqual([
      ['People', 'Anna'],
    ])
  })
})
