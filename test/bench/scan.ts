import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRootStates } from '../../src-main/engine/library/drives/rootStates.ts'
import { systemVolumes } from '../../src-main/engine/library/drives/volumes.ts'
import { scan } from '../../src-main/engine/library/scanning/scan.ts'
import type { Inference } from '../../src-main/engine/inference/client.ts'
import { openStore } from '../../src-main/engine/store/store.ts'

/*
 * `npm run bench:scan [files …]`: trees of empty photos are scanned twice, each time in a process of its own. Printed are
 * time, peak memory of the process and bytes that it read (the database's own; a photo would be an error), and what each
 * file more costs from one size to the next. An unchanged tree of 100,000 files has 10 s and 300 MB.
 */

interface Measured {
  seconds: number
  megabytes: number
  megabytesRead: number
  result: Record<string, number>
}
interface Row extends Measured {
  files: number
  shape: string
  run: string
}

const LIMITS = { files: 100_000, seconds: 10, megabytes: 300 }

const [, , first = '', folder = ''] = process.argv
if (first === 'scan') await scanOnce(folder)
else compareSizes(process.argv.slice(2).map(Number))

function compareSizes(wanted: readonly number[]): void {
  const sizes = wanted.length > 0 ? wanted : [10_000, 100_000, 1_000_000]
  const rows: Row[] = []
  for (const shape of ['100 a folder', 'one folder'])
    for (const files of sizes) {
      const home = join(tmpdir(), `lumitag-bench-scan-${process.pid}`)
      try {
        draw(join(home, 'photos'), files, shape === 'one folder' ? files : 100)
        for (const run of ['first', 'unchanged']) {
          rows.push({ files, shape, run, ...inOwnProcess(home) })
          const { found, added } = rows.at(-1)!.result
          if (found !== files || added !== (run === 'first' ? files : 0))
            throw new Error(`scanned wrongly: ${found} found, ${added} added`)
        }
      } finally {
        rmSync(home, { recursive: true, force: true })
      }
    }
  console.table(rows.map((row) => columns(row, rows)))
  for (const row of rows) if (row.files === LIMITS.files && row.run === 'unchanged') judge(row)
}

/** A row as it is printed, with what each file more costs than in the same scan of a smaller tree. */
function columns(row: Row, rows: readonly Row[]): Record<string, string | number> {
  const smaller = rows.findLast(
    ({ shape, run, files }) => shape === row.shape && run === row.run && files < row.files,
  )
  const more = (value: 'seconds' | 'megabytes'): string =>
    smaller ? (((row[value] - smaller[value]) * 1e6) / (row.files - smaller.files)).toFixed(0) : ''
  return {
    files: row.files,
    shape: row.shape,
    scan: row.run,
    seconds: row.seconds.toFixed(2),
    'peak MB': Math.round(row.megabytes),
    'MB read': row.megabytesRead.toFixed(1),
    'µs each more': more('seconds'),
    'bytes each more': more('megabytes'),
  }
}

function judge({ shape, seconds, megabytes }: Row): void {
  const isWithin = seconds < LIMITS.seconds && megabytes < LIMITS.megabytes
  console.log(
    `100,000 unchanged files, ${shape}: ${seconds.toFixed(2)} s of ${LIMITS.seconds}, ${Math.round(megabytes)} MB of ${LIMITS.megabytes}: ${isWithin ? 'within the limits' : 'BEYOND THE LIMITS'}`,
  )
  if (!isWithin) process.exitCode = 1
}

/** Empty photos, so many in each folder, a hundred folders in each folder above. */
function draw(root: string, files: number, perFolder: number): void {
  for (let from = 0, folder = 0; from < files; from += perFolder, folder++) {
    const path = join(root, String(Math.floor(folder / 100)), String(folder))
    mkdirSync(path, { recursive: true })
    for (let file = from; file < Math.min(files, from + perFolder); file++)
      writeFileSync(join(path, `IMG_${file}.jpg`), '')
  }
}

function inOwnProcess(home: string): Measured {
  const command = [import.meta.filename, 'scan', home]
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Measured
}

async function scanOnce(home: string): Promise<void> {
  const store = openStore(join(home, 'library'))
  const states = createRootStates(store, systemVolumes())
  const root = store.roots.all()[0] ?? store.roots.add(join(home, 'photos'), Date.now())
  const before = megabytesRead()
  const started = performance.now()
  const noReading = () => Promise.reject(new Error('a photo was read'))
  const { result } = await scan(
    {
      store,
      states,
      inference: { capacity: 1, run: noReading } as unknown as Inference,
      limits: () => ({ smallest: 0, largest: null, except: join(home, 'library') }),
      now: Date.now,
      entering() {},
      found() {},
    },
    {
      jobId: 0,
      parameters: { rootId: root.id, folder: '' },
      signal: new AbortController().signal,
      turn: async () => {},
      progress() {},
      problem() {},
    },
  )
  const measured: Measured = {
    seconds: (performance.now() - started) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1000,
    megabytesRead: megabytesRead() - before,
    result,
  }
  console.log(JSON.stringify(measured))
  store.close()
}

/** All that this process has read from files so far; 0 where the system does not say. */
function megabytesRead(): number {
  try {
    return Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]) / 1e6
  } catch {
    return 0
  }
}
