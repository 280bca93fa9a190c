import { postPhoto } from '../../api/drop.ts'
import { inElectron } from '../../api/media.ts'
import type { App } from '../../state/app.svelte.ts'
import { say } from '../../words/say.svelte.ts'

/** A folder from outside is one to add; a picture is an example to search by, where there is anything to find. */
export function takeDrop(app: App, { files, items }: DataTransfer): void {
  const [file] = files
  if (!file) return
  const folder = [...items].map((item) => item.webkitGetAsEntry()).find((entry) => entry?.isDirectory)
  if (folder) {
    // the desktop app adds it; a browser does not tell where it lies
    if (!inElectron()) app.dialog = { kind: 'add-folder', dropped: folder.name }
  } else if (app.roots.value?.length === 0) {
    app.toasts.show(say('“{name}” is no folder. Drop the folder that it is in.', { name: file.name }))
  } else
    app.try(async () => {
      const id = await postPhoto(file)
      app.navigation.go({ view: 'photos', source: { kind: 'text', text: `like:dropped-${id}`, more: false } })
    })
}
