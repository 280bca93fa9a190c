import type { PhotoDetails } from '../../src-shared/schemas/photo.ts'
import type { Api } from '../api/connection.svelte.ts'
import { chipsOf, decisionNow, type Chip, type Decision } from './chips.ts'
import type { Decisions } from './decisions.svelte.ts'
import { Resource } from './resource.svelte.ts'

/** Photos of a large selection whose tags are looked at; the rest follow what is decided for all. */
export const LOOKED_AT = 200

/** The photos that the inspector is about, and what can be decided about them. */
export class Inspection {
  ids: readonly number[] = $state.raw([])
  /** the label whose suggestions come first: the one that is being looked through */
  first: number | null = $state(null)
  readonly details: Resource<PhotoDetails[]>
  #decisions: Decisions

  constructor(api: Api, decisions: Decisions) {
    this.#decisions = decisions
    this.details = new Resource(async (signal) => {
      const ids = this.ids.slice(0, LOOKED_AT)
      const found = await Promise.allSettled(ids.map((id) => api.call('photos.get', { id }, signal)))
      // a photo that went away meanwhile is left out; if all failed, that is the answer
      const photos = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const failed = found.find((one) => one.status === 'rejected')
      if (photos.length === 0 && failed) throw failed.reason
      return photos
    })
  }

  /** Details of the photos that are asked for; nothing while others are still shown. */
  photos: readonly PhotoDetails[] = $derived.by(() => {
    const value = this.details.value ?? []
    const wanted = new Set(this.ids)
    return value.every((photo) => wanted.has(photo.id)) ? value : []
  })
  /** the photo, where there is exactly one */
  one: PhotoDetails | null = $derived.by(() => (this.ids.length === 1 ? (this.photos[0] ?? null) : null))
  chips: readonly Chip[] = $derived.by(() => chipsOf(this.photos, this.first))

  inspect(ids: readonly number[], first: number | null): void {
    this.first = first
    if (ids.length === this.ids.length && ids.every((id, at) => id === this.ids[at])) return
    this.ids = ids
    if (ids.length === 0) this.details.clear()
    else void this.details.load()
  }

  /** Decides a tag for all of them. */
  async decide(path: string, decision: Decision): Promise<void> {
    const known = new Map(this.photos.map((photo) => [photo.id, photo]))
    await this.#decisions.decide(this.ids, path, decision, (id) => {
      const photo = known.get(id)
      return photo ? decisionNow(photo, path) : 'clear'
    })
    await this.details.load()
  }

  /** The chip that a yes or no by key is about: in a label's view that label, else the first that waits for one. */
  suggestion(): Chip | undefined {
    const waits = ({ state }: Chip): boolean => state === 'suggested' || state === 'automatic'
    return (
      this.chips.find((chip) => waits(chip) && this.first !== null && chip.labelId === this.first) ??
      this.chips.find((chip) => chip.state === 'suggested') ??
      this.chips.find((chip) => chip.state === 'automatic')
    )
  }
}
