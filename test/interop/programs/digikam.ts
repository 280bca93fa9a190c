import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import type { ForeignPhoto } from './foreign.ts'
import { has } from './foreign.ts'

// "digikam --version" needs a display already
export const hasDigikam = has('sh', '-c', 'command -v digikam && command -v Xvfb')

const LATEST_MS = 300_000
/** Nothing new in its database for so long: it is done. */
const QUIET_MS = 4000
const TITLE = 3

/**
 * What digiKam takes from each photo of a folder with its sidecars, by name: it scans a copy into a database of its own,
 * on an X server of its own, which is read afterwards. Its internal tags are left out.
 */
export async function importIntoDigikam(photos: string): Promise<Record<string, ForeignPhoto>> {
  const home = mkdtempSync(join(tmpdir(), 'lumitag-digikam-'))
  const copy = join(home, 'photos')
  cpSync(photos, copy, { recursive: true })
  for (const name of ['db', 'config', 'data', 'cache', 'run']) mkdirSync(join(home, name), { mode: 0o700 })
  writeFileSync(join(home, 'config', 'digikamrc'), settings(join(home, 'db')))
  const database = join(home, 'db', 'digikam4.db')
  // without a file it asks where that is
  writeFileSync(database, '')
  const display = await startDisplay()
  const env = {
    ...process.env,
    ...{ HOME: home, DISPLAY: display.name, LC_ALL: 'C.UTF-8', QTWEBENGINE_DISABLE_SANDBOX: '1' },
    ...{ XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: join(home, 'data') },
    ...{ XDG_CACHE_HOME: join(home, 'cache'), XDG_RUNTIME_DIR: join(home, 'run') },
  }
  const start = (): ChildProcess => spawn('digikam', [], { env, stdio: 'ignore' })
  try {
    // it makes its tables, then waits in the dialog that asks for a collection
    const first = start()
    await until(
      () => ask(database, `SELECT 1 FROM Settings WHERE keyword = 'databaseIgnoreDirectoryFormats'`) !== null,
    )
    await pause(2000)
    await stop(first)
    addCollection(database, copy)
    const second = start()
    const wanted = readdirSync(copy).filter((name) => name.endsWith('.jpg')).length
    await until(() => Number(ask(database, 'SELECT count(*) FROM Images WHERE status = 1') ?? 0) >= wanted)
    await untilQuiet(database)
    await stop(second)
    return readAll(database)
  } finally {
    await stop(display.server)
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

const settings = (db: string): string => `[General Settings]
Version=7.9.0

[Album Settings]
Scan At Start=true
Show Splash=false

[Database Settings]
Database Type=QSQLITE
${['', ' Thumbnails', ' Face', ' Similarity'].map((name) => `Database Name${name}=${db}/`).join('\n')}
Internal Database Server=false

[Metadata Settings]
Use XMP Sidecar For Reading=true
Metadata Writing Mode=0
Save Tags=false
Save FaceTags=false
Rescan File If Modified=true
`

async function startDisplay(): Promise<{ name: string; server: ChildProcess }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = (await once(server.stdio[3]!, 'data')) as [Buffer]
  return { name: `:${String(number).trim()}`, server }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(timer)
}

async function until(isSo: () => boolean): Promise<void> {
  const last = Date.now() + LATEST_MS
  while (!isSo()) {
    if (Date.now() > last) throw new Error('digiKam did not get there in five minutes.')
    await pause(250)
  }
}

async function untilQuiet(database: string): Promise<void> {
  let [state, since] = ['', Date.now()]
  await until(() => {
    const now = ['ImageTags', 'ImageInformation', 'ImageComments']
      .map((table) => ask(database, `SELECT count(*) FROM ${table}`))
      .join()
    if (now !== state) [state, since] = [now, Date.now()]
    return Date.now() - since > QUIET_MS
  })
}

/** One value; null while the database, the table or the row is not there, or digiKam is writing. */
function ask(database: string, sql: string): unknown {
  if (!existsSync(database)) return null
  try {
    const db = new DatabaseSync(database, { readOnly: true, timeout: 2000 })
    try {
      return Object.values(db.prepare(sql).get() ?? {})[0] ?? null
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}

function addCollection(database: string, folder: string): void {
  const db = new DatabaseSync(database, { timeout: 4000 })
  db.prepare(
    `INSERT INTO AlbumRoots (label, status, type, identifier, specificPath) VALUES ('photos', 0, 1, ?, '/')`,
  ).run(`volumeid:?path=${folder}`)
  db.close()
}

function readAll(database: string): Record<string, ForeignPhoto> {
  const db = new DatabaseSync(database, { readOnly: true, timeout: 4000 })
  try {
    const rows = db.prepare('SELECT id, pid, name FROM Tags').all() as {
      id: number
      pid: number
      name: string
    }[]
    const byId = new Map(rows.map((row) => [row.id, row]))
    const pathOf = (id: number): string[] => {
      const row = byId.get(id)
      return row ? [...pathOf(row.pid), row.name] : []
    }
    const tagsOf = db.prepare('SELECT tagid FROM ImageTags WHERE imageid = ?')
    const ratingOf = db.prepare('SELECT rating FROM ImageInformation WHERE imageid = ?')
    const titleOf = db.prepare('SELECT comment FROM ImageComments WHERE imageid = ? AND type = ?')
    const images = db.prepare('SELECT id, name FROM Images WHERE status = 1').all() as {
      id: number
      name: string
    }[]
    return Object.fromEntries(
      images.map(({ id, name }) => [
        name,
        {
          tags: tagsOf
            .all(id)
            .map(({ tagid }) => pathOf(Number(tagid)))
            .filter(([root]) => root !== '_Digikam_Internal_Tags_')
            .map((path) => path.join('/'))
            .sort(),
          rating: (ratingOf.get(id)?.rating as number | undefined) ?? null,
          title: (titleOf.get(id, TITLE)?.comment as string | undefined) ?? null,
        },
      ]),
    )
  } finally {
    db.close()
  }
}
