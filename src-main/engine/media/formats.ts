/** Files with these endings are photos. What is inside decides how they are read: a wrong ending does no harm. */
const pictureEndings = new Set(
  'jpg jpeg jpe jfif mpo png apng webp avif gif tif tiff bmp dib heic heif hif jxl jp2 j2k jpf psd psb'.split(
    ' ',
  ),
)
/** What sensors saw, of which only previews are shown. */
const rawEndings = new Set(
  'cr2 cr3 crw nef nrw arw srf sr2 raf orf rw2 dng pef srw raw rwl 3fr x3f mrw'.split(' '),
)

/** Whether a file's name says that it is a photo. */
export const isPhotoName = (name: string): boolean =>
  pictureEndings.has(endingOf(name)) || rawEndings.has(endingOf(name))

/** Whether a file's name says that it is a camera's RAW file. */
export const isRawName = (name: string): boolean => rawEndings.has(endingOf(name))

/** In small letters; "" for names that have none, or nothing else. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}

/** The file's type as its name says it, in small letters and one word for each type: "jpeg", "heic", "nef"; else "". */
export function fileType(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return sameType[ending] ?? (isPhotoName(`x.${ending}`) ? ending : '')
}
const sameType: Readonly<Record<string, string>> = {
  ...{
    jpg: 'jpeg',
    jpe: 'jpeg',
    jfif: 'jpeg',
    tif: 'tiff',
    heif: 'heic',
    hif: 'heic',
    dib: 'bmp',
    apng: 'png',
  },
}

/** Formats that browsers show as they are (sharp's names), with their media types. */
export const shownByBrowsers: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
}
