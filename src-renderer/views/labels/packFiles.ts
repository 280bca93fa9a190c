import { countOf } from '../../format.ts'
import type { App } from '../../state/app.svelte.ts'
import { chooseJson, saveJson } from '../../ui/jsonFiles.ts'

/** Hands all labels, or one, to the user as a JSON file for other libraries. */
export async function saveLabels(app: App, label?: { id: number; name: string }): Promise<void> {
  const pack = await app.api.call('labels.exportPack', label ? { ids: [label.id] } : {})
  saveJson(label?.name ?? 'labels', pack)
}

/** Lets the user choose such a file, and adds its labels. */
export function openLabels(app: App): void {
  chooseJson((file) =>
    app.try(async () => {
      const { added, leftOut } = await app.api.call('labels.importPack', { text: await file.text() })
      app.labels.refresh()
      const there = leftOut.length > 0 ? ` ${leftOut.length} are there already and stayed as they are.` : ''
      app.toasts.show(`${countOf(added.length, 'label')} added.${there}`, { topic: 'label' })
    }),
  )
}
