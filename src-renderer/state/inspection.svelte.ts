import type { PhotoDetails } from '../../src-shared/schemas/photo.ts'
import type { TagsChanged, TagSummary } from '../../src-shared/schemas/tagging.ts'
import type { Api } from '../api/connection.svelte.ts'
import { chipsOf, chipsOfMany, type Chip, type Decision } from './chips.ts'
import type { Decisions } from './decisions.svelte.ts'
import { Resource } from './resource.svelte.ts'

/** What is known of the photos with these ids: everything about one, the tags of many. */
interface Known {
  ids: readonly number[]
  one: PhotoDetails | null
  summary: TagSummary[] | null
}

/** The photos that the inspector is about, and what can be decided about them. */
export class Inspection {
  ids: readonly number[] = $state.raw([])
  /** the label whose suggestions come first: the one that is being looked through */
  first: number | null = $state(null)
  readonly details: Resource<Known>
  #decisions: Decisions

  constructor(api: Api, decisions: Decisions) {
    this.#decisions = decisions
    this.details = new Resource(async (signal) => {
      const { ids } = this
      const [id] = ids
      return ids.length === 1
        ? { ids, one: await api.call('photos.get', { id: id! }, signal), summary: null }
        : { ids, one: null, summary: await api.call('tags.summary', { photoIds: [...ids] }, signal) }
    })
  }

  /** nothing while other photos' answers are still shown */
  #known = $derived.by(() => (this.details.value?.ids === this.ids ? this.details.value : null))
  /** the photo, where there is exactly one */
  one: PhotoDetails | null = $derived.by(() => this.#known?.one ?? null)
  chips: readonly Chip[] = $derived.by(() =>
    this.#known?.summary
      ? chipsOfMany(this.#known.summary, this.first)
      : this.one
        ? chipsOf(this.one, this.first)
        : [],
  )

  inspect(ids: readonly number[], first: number | null): void {
    this.first = first
    if (ids.length === this.ids.length && ids.every((id, at) => id === this.ids[at])) return
    this.ids = ids
    if (ids.length === 0) this.details.clear()
    else void this.details.load()
  }

  /** Decides a tag for all of them. */
  async decide(path: string, decision: Decision): Promise<TagsChanged> {
    const done = await this.#decisions.decide(this.ids, path, decision)
    await this.details.load()
    return done
  }

  /** Says yes to several tags for all of them. */
  async add(paths: readonly string[]): Promise<TagsChanged> {
    const done = await this.#decisions.add(this.ids, paths)
    await this.details.load()
    return done
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
