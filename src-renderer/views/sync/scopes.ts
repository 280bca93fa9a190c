import type { App } from '../../state/app.svelte.ts'
import type { Source } from '../../state/place.ts'
import { titleOf } from '../photos/titleOf.ts'
import { say } from '../../words/say.svelte.ts'

export interface Scope {
  value: string
  text: string
  source: Source
}

/** The photos that a sync may be for: what is selected, what is shown, or all. */
export function scopesOf(source: Source, selected: readonly number[], app: App): Scope[] {
  const selection: Scope = {
    value: 'selection',
    text: say('{photos, plural, one{# selected photo} other{# selected photos}}', {
      photos: selected.length,
    }),
    source: { kind: 'photos', ids: [...selected] },
  }
  const view: Scope = { value: 'view', text: titleOf(source, app), source }
  return [
    ...(selected.length > 0 ? [selection] : []),
    ...(source.kind === 'all' ? [] : [view]),
    { value: 'all', text: say('Whole library'), source: { kind: 'all' } },
  ]
}
