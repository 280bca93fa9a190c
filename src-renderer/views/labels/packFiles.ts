import type { App } from '../../state/app.svelte.ts'
import { chooseJson, saveJson } from '../../ui/jsonFiles.ts'
import { say } from '../../words/say.svelte.ts'

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
      const done = [say('{labels, plural, one{# label} other{# labels}} added.', { labels: added.length })]
      if (leftOut.length > 0)
        done.push(
          say(
            '{labels, plural, one{# is there already and stayed as it is.} other{# are there already and stayed as they are.}}',
            { labels: leftOut.length },
          ),
        )
      app.toasts.show(done.join(' '), { topic: 'label' })
    }),
  )
}
