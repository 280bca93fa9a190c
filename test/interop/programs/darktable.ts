import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { has, type ForeignPhoto } from './foreign.ts'

export const hasDarktable = has('darktable-cli', '--version')

const TITLE = 2
const RATING_BITS = 7
const REJECTED_BIT = 8

/**
 * What darktable takes from each photo of a folder with its sidecars, by name: a tiny export imports the photo into a
 * library of its own, which is read afterwards. Its own tags are left out.
 */
export function importIntoDarktable(photos: string): Record<string, ForeignPhoto> {
  const home = mkdtempSync(join(tmpdir(), 'lumitag-darktable-'))
  try {
    const [config, cache, out, runtime] = ['config', 'cache', 'out', 'run'].map((name) => join(home, name))
    for (const folder of [config!, cache!, out!, runtime!]) mkdirSync(folder, { mode: 0o700 })
    const { DISPLAY: _, ...rest } = process.env
    const env = { ...rest, HOME: home, XDG_RUNTIME_DIR: runtime!, LC_ALL: 'C.UTF-8' }
    const core = ['--core', '--library', join(home, 'library.db'), '--configdir', config!]
    const conf = ['write_sidecar_files=never', 'ignore_exif_rating=false'].flatMap((line) => ['--conf', line])
    for (const name of readdirSync(photos).filter((each) => each.endsWith('.jpg')))
      execFileSync(
        'darktable-cli',
        [
          ...[join(photos, name), join(out!, `${name}.png`), '--width', '32', '--height', '32'],
          ...[...core, '--cachedir', cache!, '--tmpdir', home, '--disable-opencl', ...conf],
        ],
        { env, stdio: 'ignore', timeout: 120_000 },
      )
    return readLibrary(join(home, 'library.db'), join(config!, 'data.db'))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function readLibrary(library: string, data: string): Record<string, ForeignPhoto> {
  const db = new DatabaseSync(library, { readOnly: true })
  try {
    db.exec(`ATTACH '${data}' AS data`)
    const images = db.prepare('SELECT id, filename, flags FROM images').all() as {
      id: number
      filename: string
      flags: number
    }[]
    const tagsOf = db.prepare(
      `SELECT t.name FROM tagged_images x JOIN data.tags t ON t.id = x.tagid
       WHERE x.imgid = ? AND t.name NOT LIKE 'darktable|%' ORDER BY t.name`,
    )
    const coloursOf = db.prepare('SELECT color FROM color_labels WHERE imgid = ? ORDER BY color')
    const titleOf = db.prepare('SELECT value FROM meta_data WHERE id = ? AND key = ?')
    return Object.fromEntries(
      images.map(({ id, filename, flags }) => [
        filename,
        {
          tags: tagsOf.all(id).map(({ name }) => String(name)),
          colours: coloursOf.all(id).map(({ color }) => Number(color)),
          rating: flags & REJECTED_BIT ? -1 : flags & RATING_BITS,
          title: (titleOf.get(id, TITLE)?.value as string | undefined) ?? null,
        },
      ]),
    )
  } finally {
    db.close()
  }
}
