import type { Root } from '../../../src-shared/schemas/library.ts'
import type { App } from '../../state/app.svelte.ts'
import { everything } from '../../state/place.ts'
import { say } from '../../words/say.svelte.ts'

/** Looks at a folder again, now. */
export const scanAgain = (app: App, root: Root): void =>
  app.try(() => app.api.call('roots.scan', { id: root.id }))

/** Whether the user can be asked to forget what is gone from a folder. */
export const canForget = ({ state, missing, photos }: Root): boolean =>
  missing > 0 || ((state === 'empty' || state === 'gone') && photos > 0)

/** Asks whether the photos that are gone from a folder are to be forgotten. */
export function askForgetGone(app: App, root: Root): void {
  const all = root.state === 'empty' || root.state === 'gone'
  const photos = all ? root.photos + root.missing : root.missing
  app.dialog = {
    kind: 'confirm',
    title: say('Forget {photos, plural, one{# photo} other{# photos}} of “{name}”?', {
      photos,
      name: root.name,
    }),
    text: all
      ? say(
          'None of them is in the folder now. If its drive is only unplugged, plug it in instead: everything is there again then. Lumitag forgets the photos and the tags you gave them; the folder stays.',
        )
      : say(
          'Their files are not in the folder any more. Lumitag forgets these photos and the tags you gave them.',
        ),
    button: say('Forget these photos'),
    run: async () => {
      const { forgotten } = await app.api.call('roots.forgetGone', { id: root.id })
      app.toasts.show(say('{photos, plural, one{# photo} other{# photos}} forgotten.', { photos: forgotten }))
    },
  }
}

/** Asks whether a folder is to leave the library; if it or a part of it was what is shown, all photos are shown instead. */
export function askRemoveRoot(app: App, root: Root): void {
  app.dialog = {
    kind: 'confirm',
    title: say('Remove “{name}” from Lumitag?', { name: root.name }),
    text: say(
      'Lumitag forgets this folder, its {photos, plural, one{# photo} other{# photos}} and the tags you gave them. The photos and sidecars themselves stay as they are.',
      { photos: root.photos },
    ),
    button: say('Remove folder'),
    run: async () => {
      await app.api.call('roots.remove', { id: root.id })
      const { place } = app.navigation
      if (place.view !== 'photos') return
      const { source } = place
      if ('rootId' in source && source.rootId === root.id) app.navigation.replace(everything)
    },
  }
}
