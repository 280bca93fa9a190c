import type { App } from '../../state/app.svelte.ts'
import type { KeyCommandName } from '../../state/keymap/keyCommands.ts'
import type { PaletteCommand } from '../../state/palette.ts'
import { compare } from '../compare/compare.ts'
import { openRule } from '../albums/ruleFiles.ts'
import { openLabels, saveLabels } from '../labels/packFiles.ts'

/** What can be done from anywhere, with the key that does the same. */
export function commandsOf(app: App): PaletteCommand[] {
  const { navigation, preferences, keymap } = app
  /** the key that does the same, where there is one */
  const key = (name: KeyCommandName): { keys?: string } => {
    const keys = keymap.text(name)
    return keys ? { keys } : {}
  }
  const photos = app.photos.source
  return [
    { text: 'Add a folder…', run: () => void (app.dialog = { kind: 'add-folder' }) },
    {
      text: 'Scan all folders again',
      run: () => app.try(async () => void (await app.api.call('roots.scan', {}))),
    },
    {
      text: 'Sync sidecars…',
      run: () => void (app.dialog = { kind: 'sync', source: photos, selected: [...app.selection.ids] }),
    },
    { text: 'All photos', run: () => navigation.go({ view: 'photos', source: { kind: 'all' } }) },
    { text: 'Review suggestions', run: () => navigation.go({ view: 'review', labelId: null }) },
    { text: 'Duplicates and bursts', run: () => navigation.go({ view: 'duplicates' }) },
    { text: 'Map', run: () => navigation.go({ view: 'map' }) },
    { text: 'Try words on a photo', run: () => navigation.go({ view: 'try', photo: null }) },
    { text: 'New label', run: () => navigation.go({ view: 'label', labelId: null }) },
    { text: 'Label packs…', run: () => void (app.dialog = { kind: 'packs' }) },
    { text: 'Open labels from a file…', run: () => openLabels(app) },
    { text: 'Save all labels as a file', run: () => app.try(() => saveLabels(app)) },
    { text: 'New smart album…', run: () => void (app.dialog = { kind: 'album', album: null }) },
    { text: 'New album…', run: () => void (app.dialog = { kind: 'add-to-album', photoIds: [] }) },
    { text: 'Open a rule from a file…', run: () => openRule(app) },
    { text: 'Settings…', run: () => void (app.dialog = { kind: 'settings', section: 'look' }) },
    {
      text: 'Settings: folders…',
      run: () => void (app.dialog = { kind: 'settings', section: 'folders' }),
    },
    { text: 'Models…', run: () => void (app.dialog = { kind: 'models' }) },
    {
      text: 'Settings: sidecars…',
      run: () => void (app.dialog = { kind: 'settings', section: 'sidecars' }),
    },
    {
      text: preferences.square ? 'Whole photos in the grid' : 'Squares in the grid',
      run: () => void (preferences.square = !preferences.square),
    },
    { text: 'Jobs…', run: () => void (app.dialog = { kind: 'jobs' }) },
    { text: 'Light', run: () => void (preferences.theme = 'light') },
    { text: 'Dark', run: () => void (preferences.theme = 'dark') },
    { text: 'Light or dark as the system', run: () => void (preferences.theme = 'system') },
    {
      text: 'Inspector',
      ...key('inspector'),
      run: () => void (preferences.inspector = !preferences.inspector),
    },
    { text: 'Side panels', ...key('panels'), run: () => void (app.panels = !app.panels) },
    { text: 'Full screen', ...key('fullScreen'), run: () => void (app.immersive = !app.immersive) },
    {
      text: 'Compare the selected photos',
      ...key('compare'),
      run: () => void compare(app, [...app.selection.ids]),
    },
    { text: 'Undo the last decision', ...key('undo'), run: () => app.undo() },
    { text: 'Keys', ...key('help'), run: () => void (app.dialog = { kind: 'keys' }) },
  ]
}
