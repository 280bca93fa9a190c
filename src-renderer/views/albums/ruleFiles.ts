import type { Album } from '../../../src-shared/schemas/album.ts'
import { countOf } from '../../format.ts'
import type { App } from '../../state/app.svelte.ts'

/** Hands an album's rule to the user as a JSON file. */
export async function saveRule(app: App, { id, name }: Album): Promise<void> {
  const file = await app.api.call('albums.file', { id })
  const address = URL.createObjectURL(
    new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = address
  link.download = `${name.replace(/[\\/:*?"<>|]/g, '_')}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Lets the user choose such a file, and makes an album of it. */
export function openRule(app: App): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.onchange = () => {
    const file = input.files?.[0]
    if (!file) return
    app.try(async () => {
      const unnamed = file.name.replace(/\.json$/i, '')
      const { album, leftOut } = await app.api.call('albums.import', { text: await file.text(), unnamed })
      app.albums.refresh()
      if (leftOut.length > 0)
        app.toasts.show(`${countOf(leftOut.length, 'photo')} of the file are not in the library.`)
      app.navigation.go({ view: 'photos', source: { kind: 'album', albumId: album.id } })
    })
  }
  input.click()
}
