/** Segments that decide how the pixels look: JFIF (APP0), EXIF with its orientation (APP1) and Adobe (APP14) among them. */
const isDecoration = (marker: number): boolean =>
  (marker >= 0xe2 && marker <= 0xef && marker !== 0xee) || marker === 0xfe

/** Markers that stand alone, without a length behind them; 00 and FF are no markers. */
const standsAlone = (marker: number): boolean =>
  marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8) || marker === 0xff

/**
 * A JPEG without stray bytes between the segments of its header, and without the segments that its pixels do not need.
 * What a strict decoder still complains about then concerns the pixels.
 */
export function plainJpeg(file: Buffer): Buffer {
  const parts = [file.subarray(0, 2)]
  let at = 2
  for (;;) {
    const start = file.indexOf(0xff, at)
    if (start < 0 || start + 4 > file.length) return Buffer.concat(parts)
    const marker = file[start + 1]!
    if (standsAlone(marker)) {
      at = start + 1
      continue
    }
    // the scan: from here on every byte counts
    if (marker === 0xda) return Buffer.concat([...parts, file.subarray(start)])
    at = start + 2 + file.readUInt16BE(start + 2)
    if (!isDecoration(marker)) parts.push(file.subarray(start, at))
  }
}
