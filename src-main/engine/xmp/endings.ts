/*
 * Which files can share a sidecar's name. Films count too: a photo and its film often have one base name.
 */

// DNG is absent: programs that write name.xmp for RAW files keep a DNG's metadata inside it
const RAW =
  '3fr arw cr2 cr3 crw dcr erf fff gpr iiq kdc mef mos mrw nef nrw orf pef raf raw rw2 rwl sr2 srf srw x3f'
const OTHERS =
  'apng avi avif bmp dib dng gif heic heif hif j2k jfif jp2 jpe jpeg jpf jpg jxl m4v mov mp4 mpo png psd tif tiff webp'

const raw = new Set(RAW.split(' '))
const all = new Set([...raw, ...OTHERS.split(' ')])

/** "IMG_1.CR2" as "IMG_1" and "cr2". */
export function splitName(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf('.')
  if (dot <= 0) return { stem: name, ending: '' }
  return { stem: name.slice(0, dot), ending: name.slice(dot + 1).toLowerCase() }
}

/** Whether a file, by its name, is of a kind whose metadata other programs keep in name.xmp. */
export function isRawName(name: string): boolean {
  return raw.has(splitName(name).ending)
}

/** Whether a file, by its name, is a photo or a film. */
export function isPictureName(name: string): boolean {
  return all.has(splitName(name).ending)
}
