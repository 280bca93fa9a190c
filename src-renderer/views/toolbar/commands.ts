import type { App } from '../../state/app.svelte.ts'
import type { KeyCommandName } from '../../state/keymap/keyCommands.ts'
import type { PaletteCommand } from '../../state/palette.ts'
import { compare } from '../compare/compare.ts'
import { copyTags, pasteTags } from '../inspector/copyTags.ts'
import { findLike } from '../photos/findLike.ts'
import { openRule } from '../albums/ruleFiles.ts'
import { openLabels, saveLabels } from '../labels/packFiles.ts'
import { say } from '../../words/say.svelte.ts'

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
    { text: say('Add a folder…'), run: () => void (app.dialog = { kind: 'add-folder' }) },
    {
      text: say('Scan all folders again'),
      run: () => app.try(async () => void (await app.api.call('roots.scan', {}))),
    },
    {
      text: say('Sync sidecars…'),
      run: () => void (app.dialog = { kind: 'sync', source: photos, selected: [...app.selection.ids] }),
    },
    { text: say('All photos'), run: () => navigation.go({ view: 'photos', source: { kind: 'all' } }) },
    { text: say('Review suggestions'), run: () => navigation.go({ view: 'review', labelId: null }) },
    { text: say('Duplicates and bursts'), run: () => navigation.go({ view: 'duplicates' }) },
    { text: say('Map'), run: () => navigation.go({ view: 'map' }) },
    { text: say('Try words on a photo'), run: () => navigation.go({ view: 'try', photo: null }) },
    { text: say('New label'), run: () => navigation.go({ view: 'label', labelId: null }) },
    { text: say('Label packs…'), run: () => void (app.dialog = { kind: 'packs' }) },
    { text: say('Open labels from a file…'), run: () => openLabels(app) },
    { text: say('Save all labels as a file'), run: () => app.try(() => saveLabels(app)) },
    { text: say('New smart album…'), run: () => void (app.dialog = { kind: 'album', album: null }) },
    { text: say('New album…'), run: () => void (app.dialog = { kind: 'add-to-album', photoIds: [] }) },
    { text: say('Open a rule from a file…'), run: () => openRule(app) },
    { text: say('Settings…'), run: () => void (app.dialog = { kind: 'settings', section: 'look' }) },
    {
      text: say('Settings: folders…'),
      run: () => void (app.dialog = { kind: 'settings', section: 'folders' }),
    },
    { text: say('Models…'), run: () => void (app.dialog = { kind: 'models' }) },
    {
      text: say('Settings: sidecars…'),
      run: () => void (app.dialog = { kind: 'settings', section: 'sidecars' }),
    },
    {
      text: preferences.square ? say('Whole photos in the grid') : say('Squares in the grid'),
      run: () => void (preferences.square = !preferences.square),
    },
    { text: say('Jobs…'), run: () => void (app.dialog = { kind: 'jobs' }) },
    { text: say('Light'), run: () => void (preferences.theme = 'light') },
    { text: say('Dark'), run: () => void (preferences.theme = 'dark') },
    { text: say('Light or dark as the system'), run: () => void (preferences.theme = 'system') },
    {
      text: say('Inspector'),
      ...key('inspector'),
      run: () => app.toggleInspector(),
    },
    { text: say('Side panels'), ...key('panels'), run: () => void (app.panels = !app.panels) },
    { text: say('Full screen'), ...key('fullScreen'), run: () => void (app.immersive = !app.immersive) },
    {
      text: say('Compare the selected photos'),
      ...key('compare'),
      run: () => void compare(app, [...app.selection.ids]),
    },
    {
      text: say('Find photos like the selected ones'),
      ...key('similar'),
      run: () => findLike(app, [...app.selection.ids]),
    },
    { text: say('Copy tags'), ...key('copyTags'), run: () => void copyTags(app) },
    { text: say('Paste tags'), ...key('pasteTags'), run: () => void pasteTags(app) },
    {
      text: say('What you decided…'),
      ...key('history'),
      run: () => void (app.dialog = { kind: 'history' }),
    },
    { text: say('Undo the last decision'), ...key('undo'), run: () => app.undo() },
    { text: say('Keys'), ...key('help'), run: () => void (app.dialog = { kind: 'keys' }) },
  ]
}
