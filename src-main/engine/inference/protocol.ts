import type { ErrorData } from '../../../src-shared/errors.ts'
import type { PhotoMetadata } from '../media/metadata.ts'
import type { EmbeddedMetadata } from './embeddedMetadata.ts'
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
}
/** The files of a model's text tower. */
export interface TextTower {
  file: string
  tokenizerFile: string
  /** how many ids it reads, where config.json says it; else the family's usual number */
  length?: number | undefined
  norm: TextNorm
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

/** The same without an embedding: for photos that somebody is looking at before their turn has come. */
export interface LookTask {
  kind: 'look'
  file: string
  thumbnails: string
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

/** Load both towers, run each once, compare widths. */
export interface TestTask {
  kind: 'test'
  vision: VisionTower
  text: TextTower
}
export interface TestResult {
  dimensions: number
}

/** A JPEG of a photo that the browser cannot show itself, or a thumbnail that went missing. */
export interface RenderTask {
  kind: 'render'
  file: string
  to: string
  /** longest side in pixels */
  longSide: number
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
  look: Pick<IndexResult, 'content' | 'metadata'>
  hash: string
  texts: Float32Array[]
  test: TestResult
  render: null
  embedded: EmbeddedMetadata
}
export type Task =
  IndexTask | EmbedTask | LookTask | HashTask | TextsTask | TestTask | RenderTask | EmbeddedTask
export type Kind = Task['kind']

export interface Request {
  id: number
  task: Task
}
/** Whether a task needs a text tower: one worker does all of these, and only these. */
export const readsTexts = ({ kind }: Task): boolean => kind === 'texts' || kind === 'test'

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
