import type { Album } from '../../../src-shared/schemas/album.ts'
import type { App } from '../../state/app.svelte.ts'
import { chooseJson, saveJson } from '../../ui/jsonFiles.ts'
import { say } from '../../words/say.svelte.ts'

/** Hands an album's rule to the user as a JSON file. */
export async function saveRule(app: App, { id, name }: Album): Promise<void> {
  saveJson(name, await app.api.call('albums.file', { id }))
}

/** Lets the user choose such a file, and makes an album of it. */
export function openRule(app: App): void {
  chooseJson((file) =>
    app.try(async () => {
      const unnamed = file.name.replace(/\.json$/i, '')
      const { album, leftOut } = await app.api.call('albums.import', { text: await file.text(), unnamed })
      app.albums.refresh()
      if (leftOut.length > 0)
        app.toasts.show(
          say(
            '{photos, plural, one{# photo of the file is} other{# photos of the file are}} not in the library.',
            { photos: leftOut.length },
          ),
        )
      app.navigation.go({ view: 'photos', source: { kind: 'album', albumId: album.id } })
    }),
  )
}
