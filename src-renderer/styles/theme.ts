import type { Theme } from '../state/preferences.svelte.ts'

/** Light or dark, as chosen; else what the system has. */
export function showTheme(theme: Theme): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
}
