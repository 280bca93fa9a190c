import { hasMinusWeight, parseMinus, writeMinus } from '../../src-shared/minusTerm.ts'
import type { LabelMode, LabelScope } from '../../src-shared/schemas/formula.ts'
import type { Label } from '../../src-shared/schemas/label.ts'
import type { LabelPreview } from '../../src-shared/schemas/labelPreview.ts'
import type { ScoreKind } from '../../src-shared/schemas/scoreKind.ts'
import { leafOf } from '../../src-shared/tagPath.ts'
import type { Api } from '../api/connection.svelte.ts'
import type { Place } from './place.ts'
import { Resource } from './resource.svelte.ts'

const TYPING = 250

export interface DraftBars {
  suggestion: number
  automatic: number
}

type Nullable<T> = { [K in keyof T]: T[K] | null }

/** A label while it is written, with what it would do to the library. */
export class LabelDraft {
  name = $state('')
  /** one wording per line; none: the name's last part is the wording */
  prompts: string[] = $state([])
  contrast: string[] = $state([])
  /** as they are written: "people" or "people:0.3" */
  minus: string[] = $state([])
  mode: LabelMode = $state('automatic')
  learns = $state(true)
  /** which photos it is about; null: all */
  scope: LabelScope | null = $state.raw(null)
  /** the labels of a group rule each other out */
  exclusive = $state('')
  /** photos that a new label is made of, instead of words */
  readonly photoIds: readonly number[]
  /** the user's own bars, and what kind of score they are; null: those that are proposed */
  thresholds: (DraftBars & { kind: ScoreKind }) | null = $state.raw(null)
  /** the bar that the strips are about */
  around: 'suggestion' | 'automatic' = $state('suggestion')
  saving = $state(false)
  /** minus terms that cannot be taken off as they stood when the typing paused */
  misfits: readonly string[] = $state.raw([])
  readonly preview: Resource<LabelPreview>
  readonly label: Label | null
  #api: Api
  #saved: string
  #timer: ReturnType<typeof setTimeout> | undefined
  /** minus terms as they last fitted: what is shown meanwhile */
  #minus: string[] = []

  constructor(api: Api, label: Label | null, text = '', photoIds: readonly number[] = []) {
    this.#api = api
    this.label = label
    this.photoIds = photoIds
    this.name = label?.name ?? text
    if (label) {
      const own = !(label.prompts.length === 1 && label.prompts[0] === leafOf(label.name))
      if (own) this.prompts = [...label.prompts]
      this.contrast = [...label.contrast]
      this.minus = label.minus.map(writeMinus)
      this.mode = label.mode
      this.learns = label.learning.on
      this.scope = label.scope
      this.exclusive = label.exclusive ?? ''
      if (label.ownThresholds)
        this.thresholds = { suggestion: label.suggestion, automatic: label.automatic, kind: label.scoreKind }
    }
    this.#saved = this.#written()
    // the engine answers in milliseconds; a pause as short as this keeps up with the handle
    this.preview = new Resource(
      (signal) => {
        const what = { ...(this.label && { id: this.label.id }), ...this.#photos(), prompts: this.wordings }
        if (this.#minusFits()) this.#minus = trimmed(this.minus)
        const minus = this.#minus.map(parseMinus)
        const draft = { ...what, ...this.#formula(), minus, ...this.#bars(), around: this.around }
        return api.call('labels.preview', draft, signal)
      },
      () => 30,
    )
    if (this.asks) void this.preview.load()
  }

  /** What the model reads. */
  wordings: string[] = $derived.by(() => {
    if (this.ofPhotos > 0) return []
    const written = trimmed(this.prompts)
    if (written.length > 0) return written
    const leaf = leafOf(this.name)
    return leaf ? [leaf] : []
  })
  /** there is something to ask for */
  asks = $derived.by(() => this.wordings.length > 0 || this.ofPhotos > 0)
  /** The bars in force. */
  limits: DraftBars = $derived.by(
    () => this.thresholds ?? this.preview.value?.bars ?? { suggestion: 0.2, automatic: 0.5 },
  )
  dirty = $derived.by(() => this.#written() !== this.#saved)
  ready = $derived.by(() => this.name.trim() !== '' && this.asks && this.#minusFits() && !this.saving)

  /** How many photos it is made of; 0 where it has words. */
  get ofPhotos(): number {
    return this.label?.photos ?? this.photoIds.length
  }

  /** Changes which photos it is about. */
  setScope(scope: LabelScope): void {
    const said = Object.values(scope).some((value) => value !== undefined)
    this.scope = said ? scope : null
    if (this.asks) this.preview.refresh()
  }

  /** To be called after words changed: asks again when the typing pauses. */
  typed(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.misfits = this.minus.filter((term) => !hasMinusWeight(term))
      if (this.asks) void this.preview.load()
      else this.preview.clear()
    }, TYPING)
  }

  /** Moves the handles; null goes back to what is proposed. */
  setThresholds(bars: DraftBars | null): void {
    const before = this.limits
    if (bars && bars.automatic !== before.automatic) this.around = 'automatic'
    if (bars && bars.suggestion !== before.suggestion) this.around = 'suggestion'
    this.thresholds = bars && { ...bars, kind: this.preview.value?.scoreKind ?? 'raw' }
    if (this.asks) this.preview.refresh()
  }

  /** Shows the photos next to the other bar. */
  lookAround(bar: 'suggestion' | 'automatic'): void {
    this.around = bar
    if (this.asks) this.preview.refresh()
  }

  /** Adds a line that was offered. */
  addPrompt(text: string): void {
    if (this.prompts.length === 0) this.prompts = [...this.wordings]
    this.prompts.push(text)
    this.typed()
  }

  /** Adds the label, or changes it. */
  async save(): Promise<Label> {
    this.saving = true
    try {
      const words = this.wordings.length > 0 ? { prompts: [...this.wordings] } : {}
      const change = {
        ...{ name: this.name.trim(), ...words, ...this.#photos() },
        ...this.#formula(),
        ...this.#bars(),
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

  #formula() {
    return {
      contrast: trimmed(this.contrast),
      minus: trimmed(this.minus).map(parseMinus),
      mode: this.mode,
      learns: this.learns,
      scope: this.scope,
      exclusive: this.exclusive.trim() || null,
    }
  }

  #minusFits(): boolean {
    return this.minus.every(hasMinusWeight)
  }

  #photos(): { photos?: number[] } {
    return this.label || this.photoIds.length === 0 ? {} : { photos: [...this.photoIds] }
  }

  /** The user's bars, as the kind of score that they are; those of the other kind stay as they are. */
  #bars(): Partial<Nullable<DraftBars>> & { calibrated?: Nullable<DraftBars> } {
    const { automatic = null, suggestion = null, kind } = this.thresholds ?? {}
    const bars = { automatic, suggestion }
    return (kind ?? this.preview?.value?.scoreKind) === 'calibrated' ? { calibrated: bars } : bars
  }

  #written(): string {
    return JSON.stringify([this.name.trim(), trimmed(this.prompts), this.#formula(), this.thresholds])
  }
}

/** A draft that outlives the view that opens it. */
export function openDraft(...about: ConstructorParameters<typeof LabelDraft>): LabelDraft {
  let draft: LabelDraft
  $effect.root(() => void (draft = new LabelDraft(...about)))
  return draft!
}

/** A label that was left while it is written, to look at a photo: on the way back all is as it was. */
export interface LeftDraft {
  place: Place
  draft: LabelDraft
  /** the photo's tile */
  tile: string
}

const trimmed = (lines: readonly string[]): string[] => lines.map((line) => line.trim()).filter(Boolean)
