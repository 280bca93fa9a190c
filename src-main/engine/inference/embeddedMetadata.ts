import { readEmbedded } from '../media/metadata/embedded.ts'
import { iptcFacts } from '../media/metadata/iptcFacts.ts'
import { readPhoto, usePhoto } from './photoBytes.ts'

/** What a photo's file carries that a new sidecar would hide from other programs (XMP.md section 2, "Seeding"). */
export interface EmbeddedMetadata {
  /** the XMP packet */
  xmp?: Uint8Array
  iptcKeywords?: string[]
}

/** Reads the embedded XMP packet and IPTC keywords of a photo, decodable or not. */
export async function embeddedMetadata(file: string): Promise<EmbeddedMetadata> {
  const { packets, iptc } = await usePhoto(readPhoto(file), readEmbedded)
  const { keywords } = iptcFacts(iptc)
  return {
    ...(packets[0] ? { xmp: Buffer.from(packets[0]) } : {}),
    ...(keywords.length > 0 ? { iptcKeywords: keywords } : {}),
  }
}
