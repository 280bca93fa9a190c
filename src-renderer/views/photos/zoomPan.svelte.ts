import { panLimit } from './panLimit.ts'

export interface Size {
  width: number
  height: number
}
interface Point {
  x: number
  y: number
}

/** Pixels of the screen for one of the file; beyond it there is nothing more to see. */
const CLOSEST = 4

/** How far in a photo is shown, and which part of it: one for all photos that are compared. */
export class ZoomPan {
  /** pixels of the screen for one of the file; null = as large as fits */
  scale: number | null = $state(null)
  /** the point in the middle of the room, in parts of the photo's width and height */
  middle: Point = $state.raw({ x: 0.5, y: 0.5 })

  fit(): void {
    this.scale = null
    this.middle = { x: 0.5, y: 0.5 }
  }

  /** Between fitted and 100 %. */
  toggle(): void {
    if (this.scale === null) this.scale = 1
    else this.fit()
  }

  /** Zooms so that what is at a point of the room (pixels from its middle) stays there. */
  zoomAt(scale: number, at: Point, photo: Fitted): void {
    if (!photo.known) return
    if (scale <= photo.fit * photo.ratio) return this.fit()
    const before = photo.sizeAt(this.scale)
    this.scale = Math.min(scale, CLOSEST)
    const after = photo.sizeAt(this.scale)
    this.moveTo(
      {
        x: this.middle.x + at.x / before.width - at.x / after.width,
        y: this.middle.y + at.y / before.height - at.y / after.height,
      },
      photo,
    )
  }

  /** Shows another part, as far as the photo reaches. */
  moveTo(middle: Point, photo: Fitted): void {
    if (!photo.known) return
    const { width, height } = photo.sizeAt(this.scale)
    this.middle = {
      x: 0.5 - panLimit((0.5 - middle.x) * width, width, photo.room.width) / width,
      y: 0.5 - panLimit((0.5 - middle.y) * height, height, photo.room.height) / height,
    }
  }
}

/** A photo in its room: all sizes in CSS pixels, the photo's own in pixels of the file. */
export class Fitted {
  readonly room: Size
  readonly photo: Size
  /** device pixels for one CSS pixel */
  readonly ratio: number
  /** CSS pixels for one of the file where it is shown whole */
  readonly fit: number

  constructor(room: Size, photo: Size, ratio: number) {
    this.room = room
    this.photo = photo
    this.ratio = ratio
    this.fit = photo.width > 0 ? Math.min(room.width / photo.width, room.height / photo.height) : 1
  }

  /** Its size is known once it has come. */
  get known(): boolean {
    return this.photo.width > 0
  }

  /** How large the photo is at a scale. */
  sizeAt(scale: number | null): Size {
    const times = scale === null ? this.fit : scale / this.ratio
    return { width: this.photo.width * times, height: this.photo.height * times }
  }

  /** What brings the fitted picture to where a zoom wants it: pixels and a factor. */
  transform({ scale, middle }: Pick<ZoomPan, 'scale' | 'middle'>): Point & { grow: number } {
    const { width, height } = this.sizeAt(scale)
    return {
      x: panLimit((0.5 - middle.x) * width, width, this.room.width),
      y: panLimit((0.5 - middle.y) * height, height, this.room.height),
      grow: scale === null ? 1 : scale / this.ratio / this.fit,
    }
  }
}
