import { initSync, JxlImage } from 'jxl-oxide-wasm'
import { assertPixelCount } from './pixelLimit.ts'
import { wasmModule } from './wasm.ts'

/** A JPEG XL file as a PNG: its first picture, which jxl-oxide turns upright, with the colour profile that it has. */
export async function readJpegXl(file: Buffer): Promise<Buffer> {
  initSync({ module: await wasmModule('jxl-oxide-wasm/package.json', 'jxl_oxide_wasm_bg.wasm') })
  const image = new JxlImage()
  try {
    image.feedBytes(file)
    if (!image.tryInit()) throw new Error('the file ends within its header')
    assertPixelCount(image.width ?? 0, image.height ?? 0)
    if (!image.loaded) throw new Error('the file ends within its picture')
    // this frees the rendered picture, too
    return Buffer.from(image.render().encodeToPng())
  } finally {
    image.free()
  }
}
