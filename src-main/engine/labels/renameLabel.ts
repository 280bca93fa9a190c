import type { Store } from '../store/store.ts'

/** Gives a label another name, and the smart album that was made with it. Tags keep their paths. */
export function renameLabel(store: Store, id: number, name: string): void {
  const label = store.labels.get(id)!
  store.labels.update({ ...label, name })
  const album = store.albums.ofLabel(id).find((own) => own.name === label.name)
  if (album) store.albums.update({ ...album, name: freeAlbumName(store, name, album.id) })
}

/** This name, or with the first number after it that no other album has. */
export function freeAlbumName(store: Store, name: string, own?: number): string {
  const isTaken = (wanted: string): boolean => store.albums.idsNamed(wanted).some((id) => id !== own)
  let free = name
  for (let count = 2; isTaken(free); count++) free = `${name} (${count})`
  return free
}
