import type { Development } from './develop.ts'
import type { Canvas, Picture } from './picture.ts'

/** One picture: how to paint it in linear light, and what the camera does to it afterwards. */
export interface Scene {
  paint(canvas: Canvas): Promise<Picture> | Picture
  development?: Development
}
