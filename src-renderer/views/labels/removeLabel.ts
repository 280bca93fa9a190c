import type { Label } from '../../../src-shared/schemas/label.ts'
import type { App } from '../../state/app.svelte.ts'
import { everything, labelOf } from '../../state/place.ts'

/** Asks, then deletes the label; if it was what is shown, all photos are shown instead. */
export function askRemoveLabel(app: App, label: Label): void {
  app.dialog = {
    kind: 'confirm',
    title: `Delete the label “${label.name}”?`,
    text: 'Its suggestions and automatic tags go. What you accepted or rejected yourself stays with the photos.',
    button: 'Delete label',
    run: async () => {
      await app.api.call('labels.remove', { id: label.id })
      const { place } = app.navigation
      const shown =
        place.view === 'photos' ? place.source.kind === 'label' && place.source.labelId : labelOf(place)
      if (shown === label.id) app.navigation.replace(everything)
    },
  }
}
