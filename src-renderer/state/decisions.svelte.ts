import { LumitagError } from '../../src-shared/errors.ts'
import type { Marking } from '../../src-shared/schemas/marks.ts'
import type { TagsChanged, UndoneStep } from '../../src-shared/schemas/tagging.ts'
import type { Api } from '../api/connection.svelte.ts'
import type { Decision } from './chips.ts'

/** Decisions about tags, and the way back from those of this window. The engine remembers the steps, older ones too. */
export class Decisions {
  #api: Api
  /** steps of this window that can be taken back, oldest first */
  #steps: number[] = []
  #last: Promise<unknown> = Promise.resolve()
  /** what was taken back last: views that keep answers of their own follow it */
  undone: UndoneStep | null = $state.raw(null)

  constructor(api: Api) {
    this.#api = api
  }

  /** Decides one tag on photos. */
  decide(photoIds: readonly number[], path: string, decision: Decision): Promise<TagsChanged> {
    return this.change(() => this.#api.call('tags.decide', { photoIds: [...photoIds], path, decision }))
  }

  /** Says yes to several tags on photos. */
  add(photoIds: readonly number[], paths: readonly string[]): Promise<TagsChanged> {
    return this.change(() => this.#api.call('tags.add', { photoIds: [...photoIds], paths: [...paths] }))
  }

  /** Gives photos stars, a flag or a colour. */
  mark(photoIds: readonly number[], marking: Marking): Promise<TagsChanged> {
    return this.change(() => this.#api.call('photos.mark', { photoIds: [...photoIds], marking }))
  }

  /** Any change of tags, as one step. */
  change(change: () => Promise<TagsChanged>): Promise<TagsChanged> {
    return this.#inTurn(async () => {
      const done = await change()
      if (done.step !== null) this.#steps.push(done.step)
      return done
    })
  }

  /** Takes back a step, by default this window's last. Null if there is none. */
  undo(step: number | null | undefined = undefined): Promise<UndoneStep | null> {
    return this.#inTurn(async () => {
      const id = step === undefined ? this.#steps.at(-1) : step
      if (id === undefined || id === null) return null
      try {
        this.undone = await this.#api.call('tags.undo', { step: id })
      } catch (error) {
        // a step that another window took back is none any more; one that the engine did not hear of still is
        if (isNoStep(error)) this.#forget(id)
        throw error
      }
      this.#forget(id)
      return this.undone
    })
  }

  #forget(id: number): void {
    this.#steps = this.#steps.filter((other) => other !== id)
  }

  /** One after the other, as the keys were pressed: an undo must not overtake the decision it takes back. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined)
    return done
  }
}

const isNoStep = (error: unknown): boolean =>
  error instanceof LumitagError && (error.code === 'NOT_FOUND' || error.code === 'BAD_INPUT')
