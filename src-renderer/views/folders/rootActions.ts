import type { Root } from '../../../src-shared/schemas/library.ts'
import { countOf } from '../../format.ts'
import type { App } from '../../state/app.svelte.ts'

/** Looks at a folder again, now. */
export const scanAgain = (app: App, root: Root): void =>
  app.try(() => app.api.call('roots.scan', { id: root.id }))

/** Whether the user can be asked to forget what is gone from a folder. */
export const canForget = ({ state, missing, photos }: Root): boolean =>
  missing > 0 || ((state === 'empty' || state === 'gone') && photos > 0)

/** Asks whether the photos that are gone from a folder are to be forgotten. */
export function askForgetGone(app: App, root: Root): void {
  const all = root.state === 'empty' || root.state === 'gone'
  const count = countOf(all ? root.photos + root.missing : root.missing, 'photo')
  app.dialog = {
    kind: 'confirm',
    title: `Forget ${count} of “${root.name}”?`,
    text: all
      ? 'None of them is in the folder now. If its drive is only unplugged, plug it in instead: everything is there again then. Lumitag forgets the photos and the tags you gave them; the folder stays.'
      : 'Their files are not in the folder any more. Lumitag forgets these photos and the tags you gave them.',
    button: 'Forget these photos',
    run: async () => {
      const { forgotten } = await app.api.call('roots.forgetGone', { id: root.id })
      app.toasts.show(`${countOf(forgotten, 'photo')} forgotten.`)
    },
  }
}

/** Asks whether a folder is to leave the library; `then` runs when it has. */
export function askRemoveRoot(app: App, root: Root, then: () => void): void {
  app.dialog = {
    kind: 'confirm',
    title: `Remove “${root.name}” from Lumitag?`,
    text: `Lumitag forgets this folder, its ${countOf(root.photos, 'photo')} and the tags you gave them. The photos and sidecars themselves stay as they are.`,
    button: 'Remove folder',
    run: async () => {
      await app.api.call('roots.remove', { id: root.id })
      then()
    },
  }
}
