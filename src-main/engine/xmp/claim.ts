import { parseXmp } from './document.ts'
import { findProperty, itemTexts } from './property.ts'
import { loadSidecar } from './sidecarFile.ts'

const SIDECAR_FOR = { local: 'SidecarForExtension', uri: 'http://ns.adobe.com/photoshop/1.0/' }

/** The file ending that a sidecar says it is for ("jpg"); undefined if it says nothing or cannot be read. */
export async function readClaimedEnding(path: string): Promise<string | undefined> {
  try {
    const file = await loadSidecar(path)
    return file ? itemTexts(findProperty(parseXmp(file.bytes).descriptions, SIDECAR_FOR))[0] : undefined
  } catch {
    // what cannot be read claims nothing; it is reported where it is to be written
    return undefined
  }
}
