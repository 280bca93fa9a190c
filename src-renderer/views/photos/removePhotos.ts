import type { App } from '../../state/app.svelte.ts'
import { hear } from '../../words/hear.ts'
import { say } from '../../words/say.svelte.ts'

/** Asks whether these photos' files are to go into the trash, and moves them there; `then` runs when they have gone. */
export function askTrash(app: App, photoIds: readonly number[], then: () => void = () => {}): void {
  const one = photoIds.length === 1
  app.dialog = {
    kind: 'confirm',
    title: one
      ? say('Move this photo to the trash?')
      : say('Move {photos, plural, one{# photo} other{# photos}} to the trash?', { photos: photoIds.length }),
    text: one
      ? say(
          'The file goes into this computer’s trash, with the sidecar that is named after it. What you decided about it is kept in case you put it back.',
        )
      : say(
          'The files go into this computer’s trash, with the sidecars that are named after them. What you decided about them is kept in case you put them back.',
        ),
    button: say('Move to trash'),
    run: async () => {
      const { trashed, problems } = await app.api.call('host.trash', { photoIds: [...photoIds] })
      if (trashed.length > 0) {
        await app.api.call('photos.trashed', { photoIds: trashed })
        app.toasts.show(
          say('{photos, plural, one{# photo} other{# photos}} moved to the trash.', {
            photos: trashed.length,
          }),
        )
        then()
      }
      if (problems.length > 0)
        app.toasts.show(
          `${say('{photos, plural, one{# photo} other{# photos}} stayed.', { photos: problems.length })} ${hear(problems[0]!.message)}`,
          { kind: 'error' },
        )
    },
  }
}

/** Asks whether photos whose files are gone are to be forgotten with their tags. No file is touched by it. */
export function askForget(app: App, photoIds: readonly number[]): void {
  const many = photoIds.length !== 1
  app.dialog = {
    kind: 'confirm',
    title: many
      ? say('Forget {photos, plural, one{# missing photo} other{# missing photos}}?', {
          photos: photoIds.length,
        })
      : say('Forget this missing photo?'),
    text: many
      ? say(
          'Their files are not where they were. Lumitag forgets the photos and the tags you gave them. Should they turn up again, they are new.',
        )
      : say(
          'Its file is not where it was. Lumitag forgets the photo and the tags you gave it. Should it turn up again, it is new.',
        ),
    button: many ? say('Forget them') : say('Forget it'),
    run: async () => {
      const { forgotten } = await app.api.call('photos.forgetMissing', { photoIds: [...photoIds] })
      app.toasts.show(say('{photos, plural, one{# photo} other{# photos}} forgotten.', { photos: forgotten }))
    },
  }
}
