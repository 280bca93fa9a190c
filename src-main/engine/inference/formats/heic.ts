import createLibheif, {
  type heif_error,
  type heif_image_handle,
  type MainModule,
} from 'libheif-js/libheif-wasm/libheif.js'
import sharp from 'sharp'
import { LumitagError } from '../../../../src-shared/errors.ts'
import { assertPixelCount } from './pixelLimit.ts'
import { tiffFile } from './tiffFile.ts'
import { emscripten, wasmModule } from './wasm.ts'

/** One plane, as libheif's binding for JavaScript gives it; its types say `any`. */
interface DecodedHeif {
  channels: [{ data: Uint8Array; width: number; height: number; stride: number }]
}

/** A HEIC or HEIF file as one that sharp reads: its primary picture, which libheif turns upright and cuts as it says. */
export async function readHeic(file: Buffer): Promise<Buffer> {
  // sharp reads the headers, and lacks the decoder; what it does not understand may still be a picture
  const header = await sharp(file)
    .metadata()
    .catch(() => undefined)
  if (header?.compression === 'av1') return file
  const module = await wasmModule('libheif-js/libheif-wasm/libheif.js', 'libheif.wasm')
  // an instance for each photo: its memory never shrinks, and nothing of a hostile file is to be left in it
  const libheif = createLibheif(emscripten(module))
  const context = libheif.heif_context_alloc()
  assertOk(libheif, libheif.heif_context_read_from_memory(context, file))
  const handle = assertOk(
    libheif,
    libheif.heif_js_context_get_primary_image_handle(context),
  ) as heif_image_handle
  assertPixelCount(libheif.heif_image_handle_get_width(handle), libheif.heif_image_handle_get_height(handle))
  const picture = assertOk(
    libheif,
    libheif.heif_js_decode_image2(
      handle,
      libheif.heif_colorspace.heif_colorspace_RGB,
      libheif.heif_chroma.heif_chroma_interleaved_RGB,
    ),
  ) as DecodedHeif
  const [{ data, width, height, stride }] = picture.channels
  return tiffFile({ pixels: data, width, height, stride, channels: 3, icc: header?.icc })
}

const UNSUPPORTED = [
  'heif_error_Unsupported_feature',
  'heif_error_Unsupported_filetype',
  'heif_error_Plugin_loading_error',
] as const

/** What a call gave, unless that is an error. */
function assertOk(libheif: MainModule, given: unknown): unknown {
  const { heif_error_code: codes, heif_suberror_code: details } = libheif
  const { code, subcode, message } = given as Partial<heif_error>
  if (!code || code === codes.heif_error_Ok) return given
  const words = typeof message === 'string' ? message : 'for an unknown reason'
  if (
    subcode === details.heif_suberror_Security_limit_exceeded ||
    code === codes.heif_error_Memory_allocation_error
  )
    throw new LumitagError('IMAGE_TOO_LARGE', `The picture is larger than its decoder can take (${words}).`)
  if (UNSUPPORTED.some((name) => code === codes[name]))
    throw new LumitagError(
      'UNSUPPORTED_FORMAT',
      `Lumitag cannot read this kind of HEIC (${words}). Save the photo as JPEG.`,
    )
  throw new LumitagError(
    'DAMAGED_IMAGE',
    `The picture is damaged or cut off (${words}). Copy it again from the camera or a backup.`,
  )
}
