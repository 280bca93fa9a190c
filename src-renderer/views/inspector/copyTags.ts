import type { App } from '../../state/app.svelte.ts'
import { say } from '../../words/say.svelte.ts'

/** Copies the tags that a person or a file vouches for, of the photo that is inspected. */
export function copyTags(app: App): void | false {
  const photo = app.inspection.one
  if (!photo) return false
  const vouched = photo.tags.filter(({ state }) => state === 'accepted' || state === 'imported')
  app.copiedTags = vouched.map(({ path }) => path)
  app.toasts.show(
    vouched.length > 0
      ? say('{tags, plural, one{# tag} other{# tags}} copied. Select photos and press {key}.', {
          tags: vouched.length,
          key: app.keymap.text('pasteTags') ?? '>',
        })
      : say('This photo has no accepted tags to copy.'),
    { topic: 'copy' },
  )
}

/** Gives the photos that are inspected the tags that were copied. */
export function pasteTags(app: App): void | false {
  const photos = app.inspection.ids.length
  const paths = app.copiedTags
  if (photos === 0 || paths.length === 0) return false
  app.try(async () => {
    const done = await app.inspection.add(paths)
    app.decided(
      say(
        '{tags, plural, one{# tag} other{# tags}} pasted on {photos, plural, one{# photo} other{# photos}}',
        { tags: paths.length, photos },
      ),
      done,
    )
  })
}
