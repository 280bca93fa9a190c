import { LumitagError } from '../../../../src-shared/errors.ts'
import type { HeatMap, WhyProgress, WhyRequest } from '../../../../src-shared/schemas/why.ts'
import type { PhotoEmbeddings } from '../../classify/photoEmbeddings.ts'
import type { Inference } from '../../inference/client.ts'
import type { ImageProcessor } from '../../inference/preprocess/imageProcessor.ts'
import { confined } from '../../media/media.ts'
import type { FullPhotoRow } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'
import { cosineOfOne } from '../../vectors/combine.ts'
import type { Query } from '../queries.ts'
import type { Scorer } from '../scorer.ts'
import { heatMap } from './heatMap.ts'
import { createPhotoParts } from './parts.ts'

/** Longest side of a picture with a map on it. */
const PICTURE_SIDE = 1600

export interface Why {
  /** Where in a photo a label is seen; the last item holds the map. FILE_MISSING where the photo cannot be read now. */
  explain(request: WhyRequest, signal: AbortSignal): AsyncGenerator<WhyProgress>
  /** Writes a PNG of the photo under its map. For the command line: no window can name a path. */
  draw(photoId: number, map: HeatMap, file: string): Promise<void>
}

export interface WhyDependencies {
  store: Store
  inference: Inference
  scorer: Scorer
  photoEmbedding: PhotoEmbeddings
}

export function createWhy({ store, inference, scorer, photoEmbedding }: WhyDependencies): Why {
  const partsOf = createPhotoParts(inference)

  function photoOf(id: number): FullPhotoRow {
    const photo = store.photos.get(id)
    if (photo) return photo
    throw new LumitagError('NOT_FOUND', `There is no photo ${id} in the library.`)
  }

  function queryOf({ labelId, prompts = [] }: WhyRequest): Promise<Query> {
    if (labelId === undefined) return scorer.trial({ prompts })
    const label = store.labels.get(labelId)
    if (!label) throw new LumitagError('NOT_FOUND', 'There is no such label.')
    return scorer.query(label)
  }

  return {
    async *explain(request, signal) {
      const photo = photoOf(request.photoId)
      const file = await confined(photo)
      const query = await queryOf(request)
      const model = scorer.model()
      const { vision, embeddingKey } = model
      const version = photo.content ?? `${photo.id}:${photo.modifiedAt}`
      const key = [version, embeddingKey.tower, embeddingKey.preprocessing].join(':')
      const whole = async (): Promise<Float32Array> =>
        (await photoEmbedding({ kind: 'library', id: photo.id }, model)).vector
      for await (const { done, of, parts } of partsOf({ key, file, vision, whole }, signal)) {
        if (!parts) {
          yield { done, of }
          continue
        }
        const values = heatMap(parts, (embedding) => cosineOfOne(embedding, query))
        const map: HeatMap = {
          method: parts.method,
          ...parts.grid,
          values,
          full: Math.max(1 / model.scale.logitScale, ...values.map(Math.abs)),
          area: areaSeen(vision.processor, photo),
          cosine: cosineOfOne(parts.whole, query),
        }
        yield { done, of, map }
      }
    },
    async draw(photoId, { rows, columns, values, full, area }, to) {
      await inference.run({
        kind: 'overlay',
        file: await confined(photoOf(photoId)),
        to,
        longSide: PICTURE_SIDE,
        map: { grid: { rows, columns }, values: values.map((value) => value / full), area },
      })
    },
  }
}

/** What a model sees of a photo: all of it, but where it looks at the square in the middle alone. */
function areaSeen({ fit }: ImageProcessor, { width, height }: FullPhotoRow): HeatMap['area'] {
  if (fit !== 'crop' || !width || !height) return { left: 0, top: 0, width: 1, height: 1 }
  const short = Math.min(width, height)
  const shares = { width: short / width, height: short / height }
  return { left: (1 - shares.width) / 2, top: (1 - shares.height) / 2, ...shares }
}
