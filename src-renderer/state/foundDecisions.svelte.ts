import type { ScoredPhoto } from '../../src-shared/schemas/labelPreview.ts'
import type { TagState } from '../../src-shared/schemas/photo.ts'
import type { TagsChanged } from '../../src-shared/schemas/tagging.ts'
import type { Decision } from './chips.ts'
import type { Decisions } from './decisions.svelte.ts'
import type { LabelDraft } from './labelDraft.svelte.ts'

const STATES = { accept: 'accepted', reject: 'rejected', clear: null } as const

/** Yes and no to photos that a label finds while it is written: shown at once, then as the engine knows it. */
export class FoundDecisions {
  #decisions: Decisions
  #draft: LabelDraft
  /** what the engine's last answer may not hold yet, by photo */
  #fresh: ReadonlyMap<number, TagState | null> = $state.raw(new Map())
  #open = 0

  constructor(decisions: Decisions, draft: LabelDraft) {
    this.#decisions = decisions
    this.#draft = draft
  }

  stateOf({ id, state }: ScoredPhoto): TagState | null {
    const fresh = this.#fresh.get(id)
    return fresh === undefined ? state : fresh
  }

  /** `path` is the label's name as it is saved. */
  async decide(id: number, path: string, decision: Decision): Promise<TagsChanged> {
    this.#fresh = new Map(this.#fresh).set(id, STATES[decision])
    this.#open++
    try {
      const done = await this.#decisions.decide([id], path, decision)
      await this.#draft.preview.load()
      return done
    } finally {
      // an earlier answer must not bring back what is decided meanwhile
      this.#open--
      if (this.#open === 0) this.#fresh = new Map()
    }
  }
}
