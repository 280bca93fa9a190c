import { describe, expect, it } from 'vitest'
import { decodeText, encodeText } from '../../src-main/engine/xmp/encoding.ts'
import { tokenize } from '../../src-main/engine/xmp/tokenizer.ts'
import { parseXml, textOf } from '../../src-main/engine/xmp/tree.ts'

describe('the XML tokenizer', () => {
  it('gives each token the place where it stands', () => {
    const text = `<?xml version="1.0"?><!-- c --><a b='1 &lt; 2'\n c="x">é&#x1F431;<![CDATA[<&]]><d/></a>`
    const tokens = [...tokenize(text)]
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual([
      `<a b='1 &lt; 2'\n c="x">`,
      'é&#x1F431;',
      '<![CDATA[<&]]>',
      '<d/>',
      '</a>',
    ])
    expect(tokens[0]).toMatchObject({ name: 'a', attributes: [{ value: '1 < 2' }, { value: 'x' }] })
    expect(tokens.slice(1, 3)).toMatchObject([{ value: 'é🐱' }, { value: '<&' }])
    const [first] = tokens
    if (first?.kind !== 'open') throw new Error('not a start tag')
    expect(first.attributes.map(({ start, end }) => text.slice(start, end))).toEqual([
      `b='1 &lt; 2'`,
      'c="x"',
    ])
  })

  it('resolves prefixes by where they are declared, not by their spelling', () => {
    const root = parseXml(
      '<a xmlns="u:1" xmlns:p="u:2" q="0"><p:b p:c="1"/><b xmlns="u:3" xmlns:p="u:4"><p:c/></b></a>',
    )
    const names: string[] = []
    const visit = (element: typeof root): void => {
      names.push(
        `${element.uri} ${element.local}`,
        ...element.attributes.map(({ uri, local }) => `@${uri} ${local}`),
      )
      for (const child of element.children) if (child.kind === 'element') visit(child)
    }
    visit(root)
    expect(names).toEqual(['u:1 a', '@ q', 'u:2 b', '@u:2 c', 'u:3 b', 'u:4 c'])
  })

  it.each([
    ['an unfinished tag', '<a><b'],
    ['a missing end tag', '<a><b></a>'],
    ['an end tag too many', '<a></a></a>'],
    ['a second root', '<a/><b/>'],
    ['text outside the root', '<a/>x'],
    ['no element', '<!-- nothing -->'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute twice under two prefixes', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
    ['an attribute without a value', '<a b/>'],
    ['attributes without space', '<a b="1"c="2"/>'],
    ['an open attribute', '<a b="1/>'],
    ['a "<" in an attribute', '<a b="<"/>'],
    ['an undeclared prefix', '<p:a/>'],
    ['a prefix that is no name', '<a xmlns:1r="u"/>'],
    ['a name of three parts', '<a xmlns:p="u"><p:b:c/></a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>R & B</a>'],
    ['a forbidden character', '<a>\u0001</a>'],
    ['a reference to a forbidden character', '<a>&#0;</a>'],
    ['"]]>" in text', '<a>]]></a>'],
    ['two hyphens in a comment', '<a><!-- a -- b --></a>'],
    ['a late XML declaration', '<a/><?xml version="1.0"?>'],
  ])('refuses %s', (_, text) => {
    expect(() => parseXml(text)).toThrow(expect.objectContaining({ code: 'XML' }))
  })

  it('refuses any DTD, so that no entity can grow or read a file', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    expect(() => parseXml(bomb)).toThrow(expect.objectContaining({ code: 'DTD' }))
  })

  it('has limits, and copes with everything below them', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(() => parseXml(nested(64))).not.toThrow()
    expect(() => parseXml(nested(65))).toThrow(expect.objectContaining({ code: 'LIMIT' }))
    expect(parseXml(`<a>${'<b/>'.repeat(499_999)}</a>`).children).toHaveLength(499_999)
    expect(() => parseXml(`<a>${'<b/>'.repeat(500_000)}</a>`)).toThrow(
      expect.objectContaining({ code: 'LIMIT' }),
    )
    const long = 'n'.repeat(7_000_000)
    expect(parseXml(`<a b="${long}"/>`).attributes[0]?.value).toHaveLength(long.length)
    expect(textOf(parseXml(`<a><!--${long}--><?p ${long}?>x</a>`))).toBe('x')
  })
})

describe('encodings', () => {
  const text = '<a>é猫🐱\r\n</a>'
  const little = Buffer.from(`\ufeff${text}`, 'utf16le')

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with mark', little],
    ['UTF-16BE with mark', Buffer.from(little).swap16()],
  ])('reads %s and writes it back byte for byte', (_, bytes) => {
    const decoded = decodeText(bytes)
    expect(decoded.text).toBe(text)
    expect(Buffer.from(encodeText(decoded))).toEqual(bytes)
  })

  it.each([
    ['EMPTY', 'nothing', Buffer.alloc(0)],
    ['TOO_BIG', 'more than 8 MiB', Buffer.alloc(8 * 1024 * 1024 + 1, ' ')],
    ['ENCODING', 'Latin-1', Buffer.from('<a>é</a>', 'latin1')],
    ['ENCODING', 'half a surrogate pair', Buffer.from('fffe3d00d83c00', 'hex')],
    ['ENCODING', 'UTF-16 without mark', Buffer.from(text, 'utf16le')],
    ['ENCODING', 'a false declaration', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a/>')],
  ])('says %s to %s', (code, _, bytes) => {
    expect(() => decodeText(bytes)).toThrow(expect.objectContaining({ code }))
  })
})
