import sharp from 'sharp'
import { tiffOrientation } from './raw/jpegOrientation.ts'

const EXIF = 'eXIf'
const TEXT = 'iTXt'
const XMP = 'XML:com.adobe.xmp\0'
/** Texts are small; a hostile file's need not be read. */
const MOST_TEXT = 1024 ** 2

/** A PNG that lies on its side as a TIFF that says so, because sharp does not look for that in a PNG; others as they are. */
export async function uprightPng(file: Buffer): Promise<Buffer> {
  const orientation = pngOrientation(file)
  if (orientation === 1) return file
  return sharp(file, { failOn: 'error' })
    .keepIccProfile()
    .withMetadata({ orientation })
    .tiff({ compression: 'none' })
    .toBuffer()
}

/** What EXIF says, else XMP; 1 to 8. */
export function pngOrientation(file: Buffer): number {
  let said: number | undefined
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at)
    const name = file.toString('latin1', at + 4, at + 8)
    const content = file.subarray(at + 8, at + 8 + length)
    if (name === EXIF) return tiffOrientation(content) ?? said ?? 1
    if (name === TEXT && length < MOST_TEXT) said ??= xmpOrientation(content)
    at += length + 12
  }
  return said ?? 1
}

function xmpOrientation(text: Buffer): number | undefined {
  if (text.toString('latin1', 0, XMP.length) !== XMP) return undefined
  const found = /tiff:Orientation(?:\s*=\s*["']|>)\s*([1-8])\b/.exec(text.toString('latin1'))
  return found ? Number(found[1]) : undefined
}
