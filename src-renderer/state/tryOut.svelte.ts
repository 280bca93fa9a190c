import { parseLabels, quoteLabel, splitTyped, tidyLabels } from '../../src-shared/labelList.ts'
import { MOST_MODELS } from '../../src-shared/limits.ts'
import type { Classification, TriedPhoto } from '../../src-shared/schemas/classification.ts'
import type { Model } from '../../src-shared/schemas/model.ts'
import type { PhotoDetails } from '../../src-shared/schemas/photo.ts'
import type { Api } from '../api/connection.svelte.ts'
import { postPhoto } from '../api/drop.ts'
import { Resource } from './resource.svelte.ts'

const TYPING = 250

/** Words that are tried on one photo. They stay when the view is left, for the next photo. */
export class TryOut {
  photo: TriedPhoto | null = $state.raw(null)
  /** finished labels, and what is typed behind them */
  labels: readonly string[] = $state.raw([])
  typed = $state('')
  asWritten = $state(false)
  keepOrder = $state(false)
  /** name of the file that was brought last */
  name = $state('')
  /** a photo is on its way to the engine */
  sending = $state(false)
  readonly result: Resource<Classification>
  /** the photo, where it is one of the library */
  readonly details: Resource<PhotoDetails>
  #chosen: readonly string[] = $state.raw([])
  #api: Api
  #models: () => readonly Model[]
  /** the one that was sent last */
  #sent: File | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api, models: () => readonly Model[]) {
    this.#api = api
    this.#models = models
    this.result = new Resource((signal) => {
      const { photo, words, asWritten } = this
      const question = { photo: photo!, labels: words, models: [...this.models], asWritten }
      return api.call('photos.classify', question, signal)
    })
    this.details = new Resource((signal) => api.call('photos.get', { id: this.photo!.id }, signal))
  }

  /** All labels, the one that is being typed too. */
  words: string[] = $derived.by(() => tidyLabels([...this.labels, ...parseLabels(this.typed)]))
  /** Ids of the models that are asked: those that were chosen, else the one in use. */
  models: readonly string[] = $derived.by(() => {
    const usable = this.#models().filter(({ problem }) => problem === null)
    const chosen = this.#chosen.filter((id) => usable.some((model) => model.id === id))
    return chosen.length > 0 ? chosen : usable.filter(({ active }) => active).map(({ id }) => id)
  })

  /** Shows a photo; of the one before, a copy is not wanted any more. */
  show(photo: TriedPhoto | null): void {
    const before = this.photo
    if (before?.kind === photo?.kind && before?.id === photo?.id) return
    this.photo = photo
    this.result.clear()
    this.details.clear()
    if (before?.kind === 'dropped') this.#forget(before.id)
    if (photo?.kind === 'library') void this.details.load()
    this.ask()
  }

  /** Sends a photo that was dropped, pasted or chosen. Null where another one was sent meanwhile. */
  async send(photo: File): Promise<TriedPhoto | null> {
    this.sending = true
    this.#sent = photo
    try {
      const id = await postPhoto(photo)
      if (this.#sent !== photo) return this.#forget(id)
      this.name = photo.name
      return { kind: 'dropped', id }
    } finally {
      if (this.#sent === photo) this.sending = false
    }
  }

  /** A copy is not wanted any more. */
  #forget(id: number): null {
    void this.#api.call('photos.forget', { id }).catch(() => undefined)
    return null
  }

  /** The field's text changed: finished labels leave it. */
  type(text: string): void {
    const { complete, rest } = splitTyped(text)
    this.typed = complete.length > 0 ? rest.trimStart() : text
    if (complete.length > 0) this.labels = tidyLabels([...this.labels, ...complete])
    this.#askSoon()
  }

  /** What is typed is a finished label. */
  finish(text = this.typed): void {
    this.labels = tidyLabels([...this.labels, ...parseLabels(text)])
    this.typed = ''
    this.ask()
  }

  remove(label: string): void {
    this.labels = this.labels.filter((other) => other !== label)
    this.ask()
  }

  /** The last label is typed again. */
  takeBack(): void {
    const last = this.labels.at(-1)
    if (last === undefined) return
    this.labels = this.labels.slice(0, -1)
    this.typed = quoteLabel(last)
    this.#askSoon()
  }

  /** Adds a model's column, or takes it away; one always stays. To be asked again when `models` has changed. */
  toggle(id: string): void {
    const { models } = this
    const rest = models.filter((other) => other !== id)
    const wanted = rest.length < models.length ? rest : [...models, id]
    if (wanted.length === 0 || wanted.length > MOST_MODELS) return
    this.#chosen = wanted
  }

  readAsWritten(asWritten: boolean): void {
    this.asWritten = asWritten
    this.ask()
  }

  /** Asks now, if there is something to ask. */
  ask(): void {
    clearTimeout(this.#timer)
    if (this.photo && this.words.length > 0) void this.result.load()
    else this.result.clear()
  }

  #askSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.ask(), TYPING)
  }
}
