import type { Label } from '../../../src-shared/schemas/label.ts'
import type { App } from '../../state/app.svelte.ts'
import { everything, labelOf } from '../../state/place.ts'
import { say } from '../../words/say.svelte.ts'

/** Asks, then deletes the label; if it was what is shown, all photos are shown instead. */
export function askRemoveLabel(app: App, label: Label): void {
  app.dialog = {
    kind: 'confirm',
    title: say('Delete the label “{name}”?', { name: label.name }),
    text: say(
      'Its suggestions and automatic tags go. What you accepted or rejected yourself stays with the photos.',
    ),
    button: say('Delete label'),
    run: async () => {
      await app.api.call('labels.remove', { id: label.id })
      const { place } = app.navigation
      const shown =
        place.view === 'photos' ? place.source.kind === 'label' && place.source.labelId : labelOf(place)
      if (shown === label.id) app.navigation.replace(everything)
    },
  }
}
