import type { Api } from './connection.svelte.ts'

declare const LUMITAG_VERSION: string
/** Of this window, as it was built. */
export const windowVersion = typeof LUMITAG_VERSION === 'string' ? LUMITAG_VERSION : ''

const KEY = 'lumitag.reloadedFor'

/**
 * Loads the page again if its engine is of another version: after an update the shell has a window that fits. The place
 * is kept in the browser's history. Once per version: a shell that has no other window is lived with.
 */
export async function reloadIfOutdated(
  api: Api,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  reload: () => void,
  own = windowVersion,
): Promise<void> {
  const { version } = await api.call('library.status', undefined)
  if (version === own || storage.getItem(KEY) === version) return
  storage.setItem(KEY, version)
  reload()
}
