import type { TakenFrom } from '../../../../src-shared/schemas/photo.ts'

/** What a photo's file says about how it came to be. What is missing or makes no sense is null, value by value. */
export interface PhotoFacts {
  /** local wall-clock time of capture, "2024-05-17T18:03:21" */
  takenAt: string | null
  /** its distance from UTC, "+02:00" */
  takenOffset: string | null
  takenFrom: TakenFrom | null
  /** maker and model as one name, "Canon EOS 80D" */
  camera: string | null
  lens: string | null
  /** seconds */
  exposureTime: number | null
  /** f-number */
  aperture: number | null
  iso: number | null
  /** millimetres: of the lens, and what would show as much on 35 mm film */
  focalLength: number | null
  focalLength35: number | null
  /** signed decimal degrees */
  latitude: number | null
  longitude: number | null
  /** 1 to 5 stars, -1 where the photo was rejected; 0 is the same as none */
  rating: number | null
  /** the colour label, as a number of src-shared/marks.ts */
  colour: number | null
  title: string | null
  description: string | null
  /** tag paths, segments joined by " > " */
  keywords: string[]
}

/** What the decoder says of the picture. */
export interface PhotoShape {
  format: string
  /** upright */
  width: number
  height: number
  /** colours of its quarters (src-shared/corners.ts) */
  corners: number
}

export interface PhotoMetadata extends PhotoShape, PhotoFacts {}

/** Raised when the reader finds more, or something else: photos that an older one read are read again. */
export const METADATA_VERSION = 2

/** A photo that says nothing. */
export const noFacts: PhotoFacts = {
  takenAt: null,
  takenOffset: null,
  takenFrom: null,
  camera: null,
  lens: null,
  exposureTime: null,
  aperture: null,
  iso: null,
  focalLength: null,
  focalLength35: null,
  latitude: null,
  longitude: null,
  rating: null,
  colour: null,
  title: null,
  description: null,
  keywords: [],
}
