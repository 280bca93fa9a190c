import type { ErrorData } from '../../../src-shared/errors.ts'
import type { PhotoFacts, PhotoMetadata } from '../media/metadata/facts.ts'
import type { EmbeddedMetadata } from './embeddedMetadata.ts'
import type { HiddenTask, OverlayTask, PooledParts, PooledTask } from './parts/tasks.ts'
import type { ImageProcessor } from './preprocess/imageProcessor.ts'
import type { TextNorm } from './tokenizer/textNorm.ts'
import type { StoredVocabulary } from './tokenizer/vocabularyFile.ts'

/*
 * What the engine and the inference process say to each other. Paths and ids go in, embeddings come out; pixels never
 * cross the border.
 */

/** The files of a model's image tower and how it wants its pixels. */
export interface VisionTower {
  file: string
  processor: ImageProcessor
  /** the position table of a NaFlex export that takes positions as an input */
  positionsFile?: string
  /** names the bytes of its files, so that a file that was replaced is loaded anew */
  fingerprint?: string
  /** ONNX Runtime's execution provider to run it on, such as webgpu; else the processor */
  provider?: string
}
/** The files of a model's text tower. */
export interface TextTower {
  file: string
  tokenizerFile: string
  /** how many ids it reads, where config.json says it; else the family's usual number */
  length?: number | undefined
  norm: TextNorm
  /** names the bytes of its files, so that a file that was replaced is loaded anew */
  fingerprint?: string
  /** where the compact form of the tokenizer's file is kept; without it that file is read each time */
  vocabulary?: StoredVocabulary
}

/** Read, hash, describe, thumbnail and embed one photo, with one decode. */
export interface IndexTask {
  kind: 'index'
  file: string
  /** thumbnails/ of the library; the picture is named by content */
  thumbnails: string
  vision: VisionTower
}
export interface IndexResult {
  /** hash of the bytes: the photo's content */
  content: string
  metadata: PhotoMetadata
  /** L2-normalised */
  embedding: Float32Array
  mode: 'exact' | 'fast'
}

/** Embed one photo and nothing else: what indexing would give. */
export interface EmbedTask {
  kind: 'embed'
  file: string
  vision: VisionTower
}

/** What indexing gives without an embedding: for photos that somebody is looking at before their turn has come. */
export interface LookTask {
  kind: 'look'
  file: string
  thumbnails: string
}

/** What a photo's file says about itself, and nothing else: its picture is not decoded. */
export interface MetadataTask {
  kind: 'metadata'
  file: string
}

/** What a file's bytes are, and nothing else. */
export interface HashTask {
  kind: 'hash'
  file: string
}

/** Text embeddings, L2-normalised, one per text. */
export interface TextsTask {
  kind: 'texts'
  text: TextTower
  texts: string[]
}

/** The share of each text's characters, 0 to 1, that the tokenizer has no pieces for. */
export interface SpellingTask {
  kind: 'spelling'
  text: TextTower
  texts: string[]
}

/** Load both towers, run each once, compare widths. */
export interface TestTask {
  kind: 'test'
  vision: VisionTower
  text: TextTower
}
export interface TestResult {
  dimensions: number
}

/** One golden picture (golden/pictures.ts) through an image tower. */
export interface GoldenTask {
  kind: 'golden'
  vision: VisionTower
  /** its place in the list */
  picture: number
}
export interface GoldenResult {
  /** L2-normalised */
  embedding: Float32Array
  /** time of the tower alone, on one thread */
  ms: number
}

/** Finds out which ids, and how many, a text tower takes. */
export interface TextLimitsTask {
  kind: 'textLimits'
  text: TextTower
  /** how many pieces config.json says there are */
  pieces: number | null
}
export interface TextLimits {
  /** how many pieces the tokenizer has, and whether the tower takes the last of them */
  pieces: number
  takesPieces: boolean
  /** whether it takes the last piece that config.json allows, and one more; null if config.json says nothing */
  takesLast: boolean | null
  takesMore: boolean | null
  /** whether it takes a longer text than it should */
  takesLonger: boolean
  length: number
}

/** The execution providers that ONNX Runtime was built with; their libraries need not be there. */
export interface ProvidersTask {
  kind: 'providers'
}

/** A JPEG of a photo that the browser cannot show itself, or a thumbnail that went missing. */
export interface RenderTask {
  kind: 'render'
  file: string
  to: string
  /** longest side in pixels */
  longSide: number
  /** only if the photo lies on its side in a way that browsers do not see */
  ifTurned?: boolean
}

/** How sharp thumbnails are; null where there is none. */
export interface SharpnessTask {
  kind: 'sharpness'
  files: string[]
}

/** The XMP packet and IPTC keywords inside a photo's file. */
export interface EmbeddedTask {
  kind: 'embedded'
  file: string
}

export interface Results {
  index: IndexResult
  /** L2-normalised */
  embed: Float32Array
  /** null where the model has no such head, or its graph does not give it away */
  pooled: PooledParts | null
  /** L2-normalised, one per part */
  hidden: Float32Array[]
  overlay: void
  look: Pick<IndexResult, 'content' | 'metadata'>
  metadata: PhotoFacts
  hash: string
  texts: Float32Array[]
  spelling: number[]
  test: TestResult
  golden: GoldenResult
  textLimits: TextLimits
  providers: string[]
  /** whether a picture was written */
  render: boolean
  sharpness: (number | null)[]
  embedded: EmbeddedMetadata
}
/** What needs a text tower: one worker does all of these, and only these. */
export type TextTask = TextsTask | SpellingTask | TestTask | TextLimitsTask
export type PhotoTask =
  | IndexTask
  | EmbedTask
  | PooledTask
  | HiddenTask
  | OverlayTask
  | LookTask
  | MetadataTask
  | HashTask
  | GoldenTask
  | ProvidersTask
  | RenderTask
  | SharpnessTask
  | EmbeddedTask
export type Task = TextTask | PhotoTask
export type Kind = Task['kind']

export interface Request {
  id: number
  task: Task
}
export const readsTexts = (task: Task): task is TextTask =>
  ['texts', 'spelling', 'test', 'textLimits'].includes(task.kind)

/** Sent by each worker, when it can take tasks: whatever dies before cannot blame a photo. */
export interface Ready {
  ready: true
}
/** Sent when the worker for texts has let its towers go. */
export interface Released {
  released: true
}
export type Reply = { id: number; value: Results[Kind] } | { id: number; error: ErrorData }
export type FromWorker = Reply | Ready | Released
export type ToWorker = Request | 'release'
/** The data of the worker that says what may be decoded, for all of the process (decoders.ts). */
export const SETTLES_DECODERS = 'settles decoders'
