import { countOf } from '../../format.ts'
import type { App } from '../../state/app.svelte.ts'

/** Asks whether these photos' files are to go into the trash, and moves them there; `then` runs when they have gone. */
export function askTrash(app: App, photoIds: readonly number[], then: () => void = () => {}): void {
  const one = photoIds.length === 1
  app.dialog = {
    kind: 'confirm',
    title: `Move ${one ? 'this photo' : countOf(photoIds.length, 'photo')} to the trash?`,
    text: one
      ? 'The file goes into this computer’s trash, with the sidecar that is named after it. What you decided about it is kept in case you put it back.'
      : 'The files go into this computer’s trash, with the sidecars that are named after them. What you decided about them is kept in case you put them back.',
    button: 'Move to trash',
    run: async () => {
      const { trashed, problems } = await app.api.call('host.trash', { photoIds: [...photoIds] })
      if (trashed.length > 0) {
        await app.api.call('photos.trashed', { photoIds: trashed })
        app.toasts.show(`${countOf(trashed.length, 'photo')} moved to the trash.`)
        then()
      }
      if (problems.length > 0)
        app.toasts.show(`${countOf(problems.length, 'photo')} stayed. ${problems[0]!.message}`, {
          kind: 'error',
        })
    },
  }
}

/** Asks whether photos whose files are gone are to be forgotten with their tags. No file is touched by it. */
export function askForget(app: App, photoIds: readonly number[]): void {
  const many = photoIds.length !== 1
  app.dialog = {
    kind: 'confirm',
    title: `Forget ${many ? countOf(photoIds.length, 'missing photo') : 'this missing photo'}?`,
    text: many
      ? 'Their files are not where they were. Lumitag forgets the photos and the tags you gave them. Should they turn up again, they are new.'
      : 'Its file is not where it was. Lumitag forgets the photo and the tags you gave it. Should it turn up again, it is new.',
    button: many ? 'Forget them' : 'Forget it',
    run: async () => {
      const { forgotten } = await app.api.call('photos.forgetMissing', { photoIds: [...photoIds] })
      app.toasts.show(`${countOf(forgotten, 'photo')} forgotten.`)
    },
  }
}
