import type { Api } from '../api/connection.svelte.ts'
import type { Decision } from './chips.ts'

interface Step {
  path: string
  /** photos by the decision that takes them back */
  before: Map<Decision, number[]>
}

export interface Undone {
  photoIds: readonly number[]
  path: string
}

/** Decisions about tags, and the way back from each. */
export class Decisions {
  #api: Api
  #steps: Step[] = []
  #last: Promise<unknown> = Promise.resolve()
  /** what was taken back last: views that keep answers of their own follow it */
  undone: Undone | null = $state.raw(null)

  constructor(api: Api) {
    this.#api = api
  }

  /** Decides one tag on photos; `before` says what holds for a photo now, where that is known. */
  async decide(
    photoIds: readonly number[],
    path: string,
    decision: Decision,
    before: (photoId: number) => Decision = () => 'clear',
  ): Promise<void> {
    const step: Step = { path, before: new Map() }
    for (const id of photoIds) {
      const former = before(id)
      const others = step.before.get(former)
      if (others) others.push(id)
      else step.before.set(former, [id])
    }
    await this.#inTurn(async () => {
      await this.#api.call('tags.decide', { photoIds: [...photoIds], path, decision })
      this.#steps.push(step)
    })
  }

  /** Takes the last decision back. Returns its photos and tag, or null if there is nothing to take back. */
  undo(): Promise<Undone | null> {
    return this.#inTurn(async () => {
      const step = this.#steps.pop()
      if (!step) return null
      for (const [decision, photoIds] of step.before)
        await this.#api.call('tags.decide', { photoIds, path: step.path, decision })
      this.undone = { photoIds: [...step.before.values()].flat(), path: step.path }
      return this.undone
    })
  }

  /** One after the other, as the keys were pressed: an undo must not overtake the decision it takes back. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined)
    return done
  }
}
