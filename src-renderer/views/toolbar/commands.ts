import type { App } from '../../state/app.svelte.ts'
import type { PaletteCommand } from '../../state/palette.ts'
import { openRule } from '../albums/ruleFiles.ts'
import { openLabels, saveLabels } from '../labels/packFiles.ts'

/** What can be done from anywhere, with the key that does the same. */
export function commandsOf(app: App): PaletteCommand[] {
  const { navigation, preferences } = app
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
    { text: 'Try words on a photo', keys: 'W', run: () => navigation.go({ view: 'try', photo: null }) },
    { text: 'New label', run: () => navigation.go({ view: 'label', labelId: null }) },
    { text: 'Label packs…', run: () => void (app.dialog = { kind: 'packs' }) },
    { text: 'Open labels from a file…', run: () => openLabels(app) },
    { text: 'Save all labels as a file', run: () => app.try(() => saveLabels(app)) },
    { text: 'New smart album…', run: () => void (app.dialog = { kind: 'album', album: null }) },
    { text: 'New album…', run: () => void (app.dialog = { kind: 'add-to-album', photoIds: [] }) },
    { text: 'Open a rule from a file…', run: () => openRule(app) },
    { text: 'Settings: folders…', run: () => void (app.dialog = { kind: 'folders' }) },
    { text: 'Settings: models…', run: () => void (app.dialog = { kind: 'models' }) },
    { text: 'Light', run: () => void (preferences.theme = 'light') },
    { text: 'Dark', run: () => void (preferences.theme = 'dark') },
    { text: 'Light or dark as the system', run: () => void (preferences.theme = 'system') },
    {
      text: 'Inspector',
      keys: 'I',
      run: () => void (preferences.inspector = !preferences.inspector),
    },
    { text: 'Side panels', keys: 'Tab', run: () => void (app.panels = !app.panels) },
    { text: 'Full screen', keys: 'F', run: () => void (app.immersive = !app.immersive) },
    { text: 'Undo the last decision', keys: 'Ctrl Z', run: () => app.undo() },
    { text: 'Keys', keys: '?', run: () => void (app.dialog = { kind: 'keys' }) },
  ]
}
