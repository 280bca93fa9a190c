import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLists, type TagLists } from '../../../src-main/engine/xmp/read.ts'
import { parseXmp } from '../../../src-main/engine/xmp/document.ts'
import { has } from './foreign.ts'

export const hasExiv2 = has('exiv2', '--version')

/**
 * The lists as exiv2 has them: it prints items joined by ", ", so it is made to write a copy anew, in which only what it
 * has read can stand.
 */
export function readWithExiv2(file: string): TagLists {
  const folder = mkdtempSync(join(tmpdir(), 'lumitag-exiv2-'))
  try {
    const copy = join(folder, 'copy.xmp')
    copyFileSync(file, copy)
    const { stderr, status } = spawnSync('exiv2', ['-M', 'set Xmp.xmp.Nickname checked', copy], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`exiv2 cannot read ${file}: ${stderr}`)
    return readLists(parseXmp(readFileSync(copy)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Lets exiv2 change a sidecar: "set Xmp.xmp.Rating 3". */
export function changeWithExiv2(file: string, ...commands: string[]): void {
  for (const command of commands) execFileSync('exiv2', ['-M', command, file])
}
