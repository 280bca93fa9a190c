import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyAsar } from './asar.ts'

/* As much of Electron's distribution as packaging looks at: its binary cannot be had everywhere. */

/** What marks the fuses in Electron's binary (@electron/fuses, constants.js). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** Their order in the binary, and how Electron is delivered (1 on, 0 off). */
const fuses = {
  runAsNode: '1',
  enableCookieEncryption: '0',
  enableNodeOptionsEnvironmentVariable: '1',
  enableNodeCliInspectArguments: '1',
  enableEmbeddedAsarIntegrityValidation: '0',
  onlyLoadAppFromAsar: '0',
  loadBrowserProcessSpecificV8Snapshot: '0',
  grantFileProtocolExtraPrivileges: '1',
}

/** Writes the stand-in into a folder. */
export function writeStandIn(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  const states = Object.values(fuses).join('')
  writeFileSync(
    join(folder, 'electron'),
    `program ${SENTINEL}\x01${String.fromCharCode(states.length)}${states} end`,
  )
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'resources', 'default_app.asar'), emptyAsar())
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak'])
    writeFileSync(join(folder, name), name)
  writeFileSync(join(folder, 'version'), '45.4.1')
}

/** How the fuses of a binary are set. */
export function readFuses(program: string): Record<string, boolean> {
  const bytes = readFileSync(program)
  const at = bytes.indexOf(SENTINEL) + SENTINEL.length + 2
  return Object.fromEntries(
    Object.keys(fuses).map((name, index) => [name, bytes[at + index] === '1'.charCodeAt(0)]),
  )
}
