import type { PhotoIndex } from '../../src-shared/schemas/photo.ts'
import type { Api } from '../api/connection.svelte.ts'
import type { Decisions } from './decisions.svelte.ts'

export type Answer = 'yes' | 'no' | 'skip'

/** Looking through a label's suggestions, one photo after the other. The list stays as it was at the start. */
export class Review {
  readonly path: string
  index: PhotoIndex | null = $state.raw(null)
  at = $state(0)
  answers: ReadonlyMap<number, Answer> = $state.raw(new Map())
  error: unknown = $state.raw()
  #api: Api
  #labelId: number
  #decisions: Decisions

  constructor(api: Api, decisions: Decisions, label: { id: number; name: string }) {
    this.#api = api
    this.#decisions = decisions
    this.#labelId = label.id
    this.path = label.name
  }

  total = $derived.by(() => this.index?.ids.length ?? 0)
  photoId = $derived.by(() => this.index?.ids[this.at] ?? null)
  version = $derived.by(() => this.index?.versions[this.at] ?? 0)
  score = $derived.by(() => this.index?.scores?.[this.at] ?? null)
  /** every photo has its answer or was passed */
  finished = $derived.by(() => this.index !== null && this.at >= this.index.ids.length)

  async start(): Promise<void> {
    try {
      this.index = await this.#api.call('photos.index', {
        source: { kind: 'label', labelId: this.#labelId, suggested: true },
      })
    } catch (error) {
      this.error = error
    }
  }

  counts(): Record<Answer, number> {
    const counts = { yes: 0, no: 0, skip: 0 }
    for (const answer of this.answers.values()) counts[answer]++
    return counts
  }

  /** Answers the photo in sight and goes on at once; the engine is told meanwhile. */
  async answer(answer: Answer): Promise<void> {
    const id = this.photoId
    if (id === null) return
    const before = this.answers.get(id)
    this.answers = new Map(this.answers).set(id, answer)
    this.at++
    if (answer === 'skip') return
    try {
      const decision = answer === 'yes' ? 'accept' : 'reject'
      const former = before === 'yes' ? 'accept' : before === 'no' ? 'reject' : 'clear'
      await this.#decisions.decide([id], this.path, decision, () => former)
    } catch (error) {
      this.#forget(id)
      throw error
    }
  }

  /** Yes to this photo and all that follow without an answer. Returns how many. */
  async acceptRest(): Promise<number> {
    const rest = (this.index?.ids.slice(this.at) ?? []).filter((id) => !this.answers.has(id))
    if (rest.length === 0) return 0
    await this.#decisions.decide(rest, this.path, 'accept')
    const answers = new Map(this.answers)
    for (const id of rest) answers.set(id, 'yes')
    this.answers = answers
    this.at = this.total
    return rest.length
  }

  move(by: number): void {
    this.at = Math.min(Math.max(this.at + by, 0), this.total)
  }

  /** After an undo: back to the photos that wait for an answer again. */
  undone(photoIds: readonly number[]): void {
    for (const id of photoIds) this.#forget(id)
    const first = this.index?.ids.findIndex((id) => photoIds.includes(id)) ?? -1
    if (first >= 0) this.at = first
  }

  #forget(id: number): void {
    const answers = new Map(this.answers)
    answers.delete(id)
    this.answers = answers
  }
}

/** The sentence to answer: "Is this a dog?" where the label's wording has an article, else a form that fits any word. */
export function questionFor(label: {
  name: string
  prompts: readonly string[]
}): [before: string, words: string, after: string] {
  const wording = (label.prompts[0] ?? '')
    .trim()
    .replace(/^(an? )?(photo|picture|image|photograph) (of|showing) /iu, '')
  if (/^(an?|the|some) \S/iu.test(wording)) return ['Is this ', wording, '?']
  const leaf = label.name.slice(label.name.lastIndexOf('>') + 1).trim()
  return ['Does “', leaf, '” fit this photo?']
}
