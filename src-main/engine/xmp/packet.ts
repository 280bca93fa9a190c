import type { Block } from './layout.ts'
import { META } from './names.ts'

/** The outer element that exiv2 insists on, around rdf:RDF. */
export function metaBlock(rdf: Block): Block {
  return { open: `<x:xmpmeta xmlns:x="${META}" x:xmptk="Lumitag">`, children: [rdf], close: '</x:xmpmeta>' }
}

/** A whole file: UTF-8 in an xpacket wrapper, without an XML declaration. */
export function packet(text: string): Uint8Array {
  const start = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
  return Buffer.from(`${start}\n${text}\n<?xpacket end="w"?>\n`, 'utf8')
}
