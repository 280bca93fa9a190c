import { mediaUrl } from '../../api/media.ts'

/** Fetches and decodes photos before they are shown, and holds them for as long as they may be wanted. */
export class Preload {
  #images = new Map<string, { image: HTMLImageElement; ready: Promise<void> }>()

  /** These photos and no others. Those that were never read are left out: there is no picture of them yet. */
  keep(photos: readonly { id: number; version: number }[]): void {
    const wanted = photos
      .filter(({ version }) => version > 0)
      .map(({ id, version }) => mediaUrl('full', id, version))
    for (const url of this.#images.keys()) if (!wanted.includes(url)) this.#images.delete(url)
    for (const url of wanted) if (!this.#images.has(url)) this.#images.set(url, load(url))
  }

  /** Resolves when a photo that is kept can be shown at once, or cannot be shown at all. */
  async ready(id: number, version: number): Promise<void> {
    await this.#images.get(mediaUrl('full', id, version))?.ready
  }
}

function load(url: string): { image: HTMLImageElement; ready: Promise<void> } {
  const image = new Image()
  image.src = url
  return { image, ready: image.decode().catch(() => undefined) }
}
