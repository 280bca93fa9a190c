import { z } from 'zod'
import { errorCodes } from '../errors.ts'
import { languages } from '../languages.ts'
import { MOST_PHOTOS } from '../limits.ts'
import { colour, flag, markName } from './marks.ts'
import { scoreKind } from './scoreKind.ts'
import { searchProblem } from './search.ts'
import { tagFile, tagFilter, tagState } from './tagFilter.ts'

export { tagState }

export const photoId = z.int().positive()

export const queryText = z.string().trim().min(1).max(5000)
/** in which the dates of a query are, where they are not in English */
export const queryLanguage = z.enum(languages).optional()

/** Which photos: everything that can be chosen in the sidebar, and what was searched for. */
export const photoSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('folder'), rootId: z.int(), path: z.string().default('') }),
  /** those with a label's tag, or those that it suggests; of these first what scores best, or what the model is least sure of */
  z.object({
    kind: z.literal('label'),
    labelId: z.int(),
    suggested: z.boolean().default(false),
    first: z.enum(['best', 'uncertain']).optional(),
  }),
  z.object({ kind: z.literal('album'), albumId: z.int() }),
  /** what was typed into the search box; with `more` also what stands out less, in order */
  z.object({
    kind: z.literal('text'),
    text: queryText,
    more: z.boolean().default(false),
    language: queryLanguage,
  }),
  /** photos with a decision that the filter finds */
  z.object({ kind: z.literal('tagged'), filter: tagFilter }),
  z.object({ kind: z.literal('unreadable') }),
  /** photos whose files are gone; of one root, or of all */
  z.object({ kind: z.literal('missing'), rootId: z.int().optional() }),
  z.object({ kind: z.literal('photos'), ids: z.array(photoId).max(MOST_PHOTOS) }),
])

/** An order that the user chose; without it photos are newest first, and searches best first. */
export const photoOrder = z.object({
  by: z.enum(['time', 'name', 'added', 'rating', 'camera', 'size']),
  descending: z.boolean(),
})

/**
 * The photos of a source as columns, one entry per photo, in display order: all that the grid needs to lay out
 * 100,000 photos without asking again.
 */
export const photoIndex = z.object({
  ids: z.array(photoId),
  /** width / height, upright; 1 where it is not known yet */
  aspects: z.array(z.number().positive()),
  /** capture time as local wall-clock milliseconds (as if it were UTC), else the file's time */
  times: z.array(z.number()),
  /** changes with the file's content: part of the picture's address; 0 = no thumbnail yet */
  versions: z.array(z.int()),
  /** what it looks like until its thumbnail has come (corners.ts); -1 = not known */
  corners: z.array(z.int().min(-1)),
  /** present where the order is by score; what they are says `scoreKind`; null: not looked at by the model yet */
  scores: z.array(z.number().nullable()).optional(),
  /**
   * raw: the sigmoid of a text or label · similarity and calibrated: those of labels (scoreKind.ts) · cosine: of a photo, or of a model without a sigmoid · standing: how many spreads
   * of this library a photo lies above its median, where several things were looked for
   */
  scoreKind: z.enum([...scoreKind.options, 'cosine', 'standing']).optional(),
  /** of a search: what of it was not understood, or fits no photo */
  problems: z.array(searchProblem).optional(),
  /** of a search: the words that it looks for by meaning */
  words: z.array(z.string()).optional(),
  /** of a search: photos that stand out less were left out */
  cut: z.boolean().optional(),
  /** positions of the photos that cannot be reached at present; absent where all can */
  away: z.array(z.int()).optional(),
  /** positions of the photos that stand for a camera's RAW file, too; absent where none does */
  stacks: z.array(z.int()).optional(),
  /** positions of the photos that have stars, a flag or a colour, and what they have (marks.ts); absent where none has */
  marked: z.array(z.int()).optional(),
  marks: z.array(z.int()).optional(),
})

/** Photos on a map, as columns. */
export const photoPlaces = z.object({
  ids: z.array(photoId),
  /** as in the list of photos */
  versions: z.array(z.int()),
  /** degrees; north and east are positive */
  latitudes: z.array(z.number().min(-90).max(90)),
  longitudes: z.array(z.number().min(-180).max(180)),
})

/** One decision with the photo it is about: a row for other tools. */
export const taggedPhoto = z.object({
  photoId,
  /** the photo's whole path */
  photo: z.string(),
  tag: z.string(),
  state: z.enum(['accepted', 'automatic', 'rejected', 'imported']),
  source: z.enum(['user', 'model', 'sidecar']),
  model: z.string().nullable(),
  /** raw score at the time, for tags that a model set */
  score: z.number().nullable(),
  at: z.string(),
})

/** A decision about one photo and one tag, with who made it. */
export const tag = z.object({
  /** segments joined by " > " */
  path: z.string(),
  state: tagState,
  source: z.enum(['user', 'model', 'sidecar']),
  /** what it was found in, where a file said it */
  file: tagFile.nullable(),
  labelId: z.int().nullable(),
  /** model, base score and threshold at the time, for tags that a model set; where it was calibrated, so is the threshold */
  model: z.string().nullable(),
  score: z.number().nullable(),
  calibrated: z.number().nullable(),
  threshold: z.number().nullable(),
  at: z.string(),
})

/** What the model in use says about one photo and one label, now. */
export const labelScore = z.object({
  labelId: z.int(),
  name: z.string(),
  /** the base score: raw, or for a label made of photos the similarity; null where the model has no raw score */
  score: z.number().nullable(),
  baseKind: scoreKind.exclude(['calibrated']),
  /** by what the user accepted and rejected; null where that is too little, or is not to count */
  calibrated: z.number().nullable(),
  /** of the best prompt or of the photos; null where contrasts or minus terms take something off, which leaves the margin */
  cosine: z.number().nullable(),
  /** no cosine: it may lie far below -1 */
  margin: z.number().nullable(),
  /** the exclusive group of the label, and its share of the choice between the group's labels on this photo: no score */
  group: z.string().nullable(),
  share: z.number().nullable(),
  /** true where it lies between the label's two thresholds and no decision was made */
  suggested: z.boolean(),
})

export const photoProblem = z.object({ code: z.enum(errorCodes), message: z.string() })

/** Where a capture time comes from, best first: fields of the file, then its name. */
export const takenFrom = z.enum(['exif', 'exif-digitized', 'xmp', 'iptc', 'gps', 'exif-changed', 'name'])

export const photoDetails = z.object({
  id: photoId,
  rootId: z.int(),
  /** path inside the root, "/" between folders */
  path: z.string(),
  name: z.string(),
  /** the whole path, for people to read */
  location: z.string(),
  bytes: z.int(),
  format: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  version: z.int(),
  /** ISO local time without offset, and its offset where the file says it ("+02:00") */
  takenAt: z.string().nullable(),
  takenOffset: z.string().nullable(),
  takenFrom: takenFrom.nullable(),
  /** when it came into the library; null where that was not noted */
  addedAt: z.string().nullable(),
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  /** seconds */
  exposureTime: z.number().nullable(),
  /** f-number */
  aperture: z.number().nullable(),
  iso: z.number().nullable(),
  /** millimetres: of the lens, and what would show as much on 35 mm film */
  focalLength: z.number().nullable(),
  focalLength35: z.number().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  /** 0 to 5 stars, as the user says, else the file; null where nobody says */
  rating: z.int().nullable(),
  flag: flag.nullable(),
  colour: colour.nullable(),
  /** what of these the user said, not the file */
  marked: z.array(markName),
  title: z.string().nullable(),
  description: z.string().nullable(),
  /** its file cannot be reached at present */
  offline: z.boolean(),
  /** its file was not there when its folder was last looked at */
  missing: z.boolean(),
  /** whole paths of other photos with the same bytes */
  copies: z.array(z.object({ id: photoId, location: z.string() })),
  /** the other files of the same shot: a RAW file, its picture, a Live Photo's video (which is no photo here) */
  stack: z.array(
    z.object({ id: photoId.nullable(), location: z.string(), kind: z.enum(['raw', 'picture', 'video']) }),
  ),
  problem: photoProblem.nullable(),
  tags: z.array(tag),
  /** every label's score, best first; empty until the photo has an embedding */
  scores: z.array(labelScore),
  sidecar: z.object({ path: z.string(), writtenAt: z.string() }).nullable(),
})

export type PhotoSource = z.output<typeof photoSource>
export type PhotoOrder = z.output<typeof photoOrder>
export type PhotoIndex = z.output<typeof photoIndex>
export type PhotoPlaces = z.output<typeof photoPlaces>
export type TaggedPhoto = z.output<typeof taggedPhoto>
export type PhotoDetails = z.output<typeof photoDetails>
export type TakenFrom = z.output<typeof takenFrom>
export type Tag = z.output<typeof tag>
export type TagState = z.output<typeof tagState>
export type LabelScore = z.output<typeof labelScore>
export type PhotoProblem = z.output<typeof photoProblem>
