import { countOf } from '../../format.ts'
import type { App } from '../../state/app.svelte.ts'
import type { Source } from '../../state/place.ts'
import { titleOf } from '../photos/titleOf.ts'

export interface Scope {
  value: string
  text: string
  source: Source
}

/** The photos that a sync may be for: what is selected, what is shown, or all. */
export function scopesOf(source: Source, selected: readonly number[], app: App): Scope[] {
  const selection: Scope = {
    value: 'selection',
    text: countOf(selected.length, 'selected photo'),
    source: { kind: 'photos', ids: [...selected] },
  }
  const view: Scope = { value: 'view', text: titleOf(source, app), source }
  return [
    ...(selected.length > 0 ? [selection] : []),
    ...(source.kind === 'all' ? [] : [view]),
    { value: 'all', text: 'Whole library', source: { kind: 'all' } },
  ]
}
