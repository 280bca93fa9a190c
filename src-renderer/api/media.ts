/** True in the Electron window, false in a browser tab. */
export const inElectron = (): boolean => location.protocol === 'app:'

/** Address of a photo's picture. The version changes with the file's content, so that pictures can be kept for ever. */
export function mediaUrl(kind: 'thumb' | 'full' | 'dropped', id: number, version: number): string {
  return inElectron() ? `photo://${kind}/${id}?v=${version}` : `/media/${kind}/${id}?v=${version}`
}
