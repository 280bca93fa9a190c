import type {
  SidecarChange,
  SyncChoice,
  SyncConflict,
  SyncRequest,
} from '../../../src-shared/schemas/sidecar.ts'
import { say } from '../../words/say.svelte.ts'

/** What the user chose for the conflicts of a dry run. */
export class Choices {
  #chosen: ReadonlyMap<string, SyncRequest['choices'][number]> = $state.raw(new Map())

  /** as the request has them */
  list = $derived([...this.#chosen.values()])

  of(change: SidecarChange, conflict: SyncConflict): SyncChoice | undefined {
    return this.#chosen.get(keyOf(change, conflict))?.choice
  }

  set(changes: readonly SidecarChange[], conflict: SyncConflict | null, choice: SyncChoice): void {
    const next = new Map(this.#chosen)
    for (const change of changes)
      for (const each of conflict ? [conflict] : change.conflicts.filter(({ open }) => open))
        next.set(keyOf(change, each), { photoId: change.photoId, code: each.code, tag: each.tag, choice })
    this.#chosen = next
  }

  clear(): void {
    this.#chosen = new Map()
  }
}

const keyOf = ({ photoId }: SidecarChange, { code, tag }: SyncConflict): string =>
  `${photoId} ${code} ${tag ?? ''}`

/** What each choice means, in words, for the two buttons of a conflict. */
export function choiceWords(code: string): Record<SyncChoice, string> {
  switch (code) {
    case 'MASS_REMOVAL':
      return { ours: say('Write them back'), theirs: say('Take them off here too') }
    case 'AMBIGUOUS_LEAF':
      return { ours: say('Keep this tag'), theirs: say('Take it off') }
    case 'RENAMED':
      return { ours: say('Keep the old name'), theirs: say('Rename it here') }
    default:
      return { ours: say('Take it out of the sidecar'), theirs: say('Take it in here') }
  }
}
