import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { drawGolden, goldenPictures } from '../../src-main/engine/inference/golden/pictures.ts'
import { goldenTexts } from '../../src-main/engine/inference/golden/texts.ts'

/* Writes the self-test's pictures and texts for other programs to read: node test/golden/drawGolden.ts <folder> */

const folder = process.argv[2]!
mkdirSync(folder, { recursive: true })
for (const picture of goldenPictures) {
  const { pixels, width, height } = drawGolden(picture)
  await sharp(pixels, { raw: { width, height, channels: 3 } }).png().toFile(join(folder, `${picture.name}.png`))
}
writeFileSync(join(folder, 'texts.json'), JSON.stringify(goldenTexts))
