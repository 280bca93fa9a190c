import type { Label, LabelPreview } from '../../src-shared/schemas/label.ts'
import type { Model } from '../../src-shared/schemas/model.ts'
import { leafOf } from '../../src-shared/tagPath.ts'
import type { Api } from '../api/connection.svelte.ts'
import { Resource } from './resource.svelte.ts'

const TYPING = 250

/** A label while it is written, with what it would do to the library. */
export class LabelDraft {
  name = $state('')
  /** one wording per line; none: the name's last part is the wording */
  prompts: string[] = $state([])
  /** the user's own thresholds; null: what the model proposes */
  thresholds: { suggestion: number; automatic: number } | null = $state.raw(null)
  saving = $state(false)
  readonly preview: Resource<LabelPreview>
  readonly label: Label | null
  #api: Api
  #proposed: () => { suggestion: number; automatic: number }
  #saved: string
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api, label: Label | null, model: () => Model | undefined, text = '') {
    this.#api = api
    this.label = label
    this.name = label?.name ?? text
    const own = label && !(label.prompts.length === 1 && label.prompts[0] === leafOf(label.name))
    this.prompts = own ? [...label.prompts] : []
    if (label?.ownThresholds) this.thresholds = { suggestion: label.suggestion, automatic: label.automatic }
    this.#proposed = () => ({ suggestion: model()?.suggestion ?? 0.2, automatic: model()?.automatic ?? 0.5 })
    this.#saved = this.#written()
    // the engine answers in milliseconds; a pause as short as this keeps up with the handle
    this.preview = new Resource(
      (signal) => {
        const { suggestion = null, automatic = null } = this.thresholds ?? {}
        return api.call('labels.preview', { prompts: this.wordings, automatic, suggestion }, signal)
      },
      () => 30,
    )
    if (this.wordings.length > 0) void this.preview.load()
  }

  /** What the model reads. */
  wordings: string[] = $derived.by(() => {
    const written = this.prompts.map((prompt) => prompt.trim()).filter(Boolean)
    if (written.length > 0) return written
    const leaf = leafOf(this.name)
    return leaf ? [leaf] : []
  })
  /** The thresholds in force. */
  limits = $derived.by(() => this.thresholds ?? this.#proposed())
  dirty = $derived.by(() => this.#written() !== this.#saved)
  ready = $derived.by(() => this.name.trim() !== '' && this.wordings.length > 0 && !this.saving)

  /** To be called after words changed: asks again when the typing pauses. */
  typed(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.wordings.length > 0) void this.preview.load()
      else this.preview.clear()
    }, TYPING)
  }

  /** Moves the handles; null goes back to the model's proposal. */
  setThresholds(thresholds: { suggestion: number; automatic: number } | null): void {
    this.thresholds = thresholds
    if (this.wordings.length > 0) this.preview.refresh()
  }

  /** Adds the label, or changes it. */
  async save(): Promise<Label> {
    this.saving = true
    try {
      const change = {
        name: this.name.trim(),
        prompts: [...this.wordings],
        automatic: this.thresholds?.automatic ?? null,
        suggestion: this.thresholds?.suggestion ?? null,
      }
      const label = this.label
        ? await this.#api.call('labels.update', { id: this.label.id, change })
        : await this.#api.call('labels.add', change)
      this.#saved = this.#written()
      return label
    } finally {
      this.saving = false
    }
  }

  #written(): string {
    return JSON.stringify([
      this.name.trim(),
      this.prompts.map((prompt) => prompt.trim()).filter(Boolean),
      this.thresholds,
    ])
  }
}
