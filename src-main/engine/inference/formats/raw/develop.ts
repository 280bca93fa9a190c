import createLibRaw from 'libraw-wasm/dist/libraw.js'
import { assertPixelCount } from '../pixelLimit.ts'
import { tiffFile } from '../tiffFile.ts'
import { emscripten, wasmModule } from '../wasm.ts'

/** As the camera balanced white, in sRGB of eight bits; the quickest way of guessing the colours between the sensor's. */
const SETTINGS = { useCameraWb: true, outputBps: 8, outputColor: 1, userQual: 0, gamm: [2.4, 12.92] }

/** Of each photosite: no camera packs them that tightly. LibRaw makes something up where a file ends early. */
const LEAST_BYTES = 1 / 8

/** What a sensor saw, developed by LibRaw and turned upright: for RAW files without a preview. Takes seconds. */
export async function develop(file: Buffer): Promise<Buffer> {
  const complaints: string[] = []
  const module = await wasmModule('libraw-wasm/dist/libraw.js', 'libraw.wasm')
  const { LibRaw } = await createLibRaw(emscripten(module, (line) => void complaints.push(line)))
  const raw = new LibRaw()
  raw.open(file, SETTINGS)
  const { raw_width: width, raw_height: height } = raw.metadata(false)
  assertPixelCount(width, height)
  if (file.length < width * height * LEAST_BYTES) throw new Error('the file ends before its picture')
  const picture = raw.imageData()
  // LibRaw goes on where data is missing, and says so
  const damage = complaints.find((line) => /corrupted|unexpected end/i.test(line))
  if (damage !== undefined) throw new Error(damage)
  if (!picture || (picture.colors !== 1 && picture.colors !== 3))
    throw new Error('there is no picture in the file')
  const { data, colors: channels } = picture
  return tiffFile({ pixels: data, width: picture.width, height: picture.height, channels })
}
