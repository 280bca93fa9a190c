import type { HeatMap, NearestMarks } from '../../src-shared/schemas/why.ts'
import type { Connection } from '../api/connection.svelte.ts'

/** Where in a photo a label is seen: asked for one photo and one label at a time. */
export class Why {
  photoId: number | null = $state(null)
  labelId: number | null = $state(null)
  map: HeatMap | null = $state.raw(null)
  nearest: NearestMarks | null = $state.raw(null)
  progress: { done: number; of: number } | null = $state.raw(null)
  error: unknown = $state.raw()
  /** of the map over the photo, 0 to 1 */
  opacity = $state(0.8)
  #api: Connection
  #asked: AbortController | undefined

  constructor(api: Connection) {
    this.#api = api
  }

  /** Asks, unless it is what was asked last; what is under way for another photo or label is stopped. */
  ask(photoId: number, labelId: number): void {
    if (photoId === this.photoId && labelId === this.labelId) return
    this.stop()
    this.photoId = photoId
    this.labelId = labelId
    void this.#load(photoId, labelId)
  }

  stop(): void {
    this.#asked?.abort()
    this.photoId = this.labelId = null
    this.map = this.nearest = this.progress = null
    this.error = undefined
  }

  async #load(photoId: number, labelId: number): Promise<void> {
    const asked = (this.#asked = new AbortController())
    const { signal } = asked
    try {
      const nearest = this.#api.call('labels.nearest', { photoId, labelId }, signal)
      // said below, with the map's
      nearest.catch(() => undefined)
      for await (const { done, of, map } of this.#api.stream('labels.why', { photoId, labelId }, signal)) {
        if (this.#asked !== asked || signal.aborted) return
        this.progress = { done, of }
        if (map) this.map = map
      }
      const found = await nearest
      if (this.#asked === asked && !signal.aborted) this.nearest = found
    } catch (error) {
      if (this.#asked === asked && !signal.aborted) this.error = error
    }
  }
}
