import type { PhotoIndex } from '../../src-shared/schemas/photo.ts'
import type { Api } from '../api/connection.svelte.ts'
import type { TagsChanged } from '../../src-shared/schemas/tagging.ts'
import { language, say } from '../words/say.svelte.ts'
import type { Decisions } from './decisions.svelte.ts'

export type Answer = 'yes' | 'no' | 'skip'

/** Best first asks what is nearly sure; uncertain first asks what teaches and decides most. */
export type ReviewOrder = 'uncertain' | 'best'

/** The photos of a review, in the order in which they are asked about. */
type ReviewList = Pick<PhotoIndex, 'ids' | 'versions' | 'scores' | 'scoreKind'>

/** Looking through a label's suggestions, one photo after the other. The list stays as it was at the start. */
export class Review {
  /** the label's name, which may change meanwhile */
  path: string
  index: ReviewList | null = $state.raw(null)
  at = $state(0)
  order: ReviewOrder = $state('uncertain')
  answers: ReadonlyMap<number, Answer> = $state.raw(new Map())
  error: unknown = $state.raw()
  #api: Api
  #label: ReviewedLabel
  #decisions: Decisions
  /** many are being answered at once: another press of the same keys means no more photos */
  #busy = false
  /** as the engine gave them, what it is least sure of first */
  #uncertain: ReviewList | undefined

  constructor(api: Api, decisions: Decisions, label: ReviewedLabel) {
    this.#api = api
    this.#decisions = decisions
    this.#label = label
    this.path = label.name
  }

  total = $derived.by(() => this.index?.ids.length ?? 0)
  photoId = $derived.by(() => this.index?.ids[this.at] ?? null)
  version = $derived.by(() => this.index?.versions[this.at] ?? 0)
  score = $derived.by(() => this.index?.scores?.[this.at] ?? null)
  /** every photo has its answer or was passed */
  finished = $derived.by(() => this.index !== null && this.at >= this.index.ids.length)

  /** Begins, or begins again in another order; answers stay. */
  async start(order: ReviewOrder = 'uncertain'): Promise<void> {
    try {
      const source = { kind: 'label', labelId: this.#label.id, suggested: true, first: 'uncertain' } as const
      // asked for again it would lack the photos that have their answer
      this.#uncertain ??= await this.#api.call('photos.index', { source })
      this.index = order === 'best' ? bestFirst(this.#uncertain) : this.#uncertain
      this.order = order
      this.at = Math.max(
        0,
        this.index.ids.findIndex((id) => !this.answers.has(id)),
      )
      this.error = undefined
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
  async answer(answer: Answer): Promise<TagsChanged> {
    const id = this.photoId
    if (id === null) return NOTHING
    this.answers = new Map(this.answers).set(id, answer)
    this.at++
    if (answer === 'skip') return NOTHING
    try {
      const decision = answer === 'yes' ? 'accept' : 'reject'
      return await this.#decisions.decide([id], this.path, decision)
    } catch (error) {
      this.#forget([id])
      throw error
    }
  }

  /**
   * Yes to this photo and all that score higher, or no to it and all that score lower, where there is no answer yet.
   * Returns how many, and the step.
   */
  async answerFrom(answer: 'yes' | 'no'): Promise<TagsChanged> {
    const { score } = this
    if (!this.index || score === null || this.#busy) return NOTHING
    const { ids, scores } = this.index
    const isBeyond = (other: number): boolean => (answer === 'yes' ? other >= score : other <= score)
    const these = ids.filter((id, at) => !this.answers.has(id) && isBeyond(scores![at]!))
    if (these.length === 0) return NOTHING
    this.#busy = true
    const decision = answer === 'yes' ? 'accept' : 'reject'
    const { step } = await this.#decisions
      .decide(these, this.path, decision)
      .finally(() => (this.#busy = false))
    // what was answered meanwhile was answered later
    const answers = new Map([...these.map((id) => [id, answer] as const), ...this.answers])
    this.answers = answers
    const open = ids.findIndex((id, at) => at > this.at && !answers.has(id))
    const before = ids.findIndex((id) => !answers.has(id))
    this.at = open >= 0 ? open : before >= 0 ? before : this.total
    return { photos: these.length, step }
  }

  move(by: number): void {
    this.at = Math.min(Math.max(this.at + by, 0), this.total)
  }

  /** After an undo: back to the photos that wait for an answer again. */
  undone(photoIds: readonly number[]): void {
    this.#forget(photoIds)
    const these = new Set(photoIds)
    const first = this.index?.ids.findIndex((id) => these.has(id)) ?? -1
    if (first >= 0) this.at = first
  }

  #forget(photoIds: readonly number[]): void {
    const answers = new Map(this.answers)
    for (const id of photoIds) answers.delete(id)
    this.answers = answers
  }
}

const NOTHING: TagsChanged = { photos: 0, step: null }

function bestFirst({ ids, versions, scores = [], ...others }: ReviewList): ReviewList {
  const order = [...ids.keys()].sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0))
  const inOrder = <T>(column: readonly T[]): T[] => order.map((at) => column[at]!)
  return { ids: inOrder(ids), versions: inOrder(versions), scores: inOrder(scores), ...others }
}

export interface ReviewedLabel {
  id: number
  name: string
}

/**
 * The sentence to answer, with the label's words marked: "Is this a dog?" in English where the wording has an article,
 * else a form that fits any word.
 */
export function questionFor(label: { name: string; prompts: readonly string[] }): string {
  const wording = (label.prompts[0] ?? '')
    .trim()
    .replace(/^(an? )?(photo|picture|image|photograph) (of|showing) /iu, '')
  if (language() === 'en' && /^(an?|the|some) \S/iu.test(wording))
    return say('Is this <b>{wording}</b>?', { wording })
  const leaf = label.name.slice(label.name.lastIndexOf('>') + 1).trim()
  return say('Does “<b>{label}</b>” fit this photo?', { label: leaf })
}
