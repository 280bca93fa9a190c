import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { createRootStates } from '../../src-main/engine/library/drives/rootStates.ts'
import { systemVolumes } from '../../src-main/engine/library/drives/volumes.ts'
import { scan } from '../../src-main/engine/library/scanning/scan.ts'
import type { Inference } from '../../src-main/engine/inference/client.ts'
import { openStore } from '../../src-main/engine/store/store.ts'

/*
 * `npm run bench:scan [files …]`: trees of empty photos are scanned twice, each scan in a process of its own, and time,
 * memory and bytes read are printed, with how they grow. An unchanged tree of 100,000 files has 10 s and 300 MB.
 */

interface Measured {
  seconds: number
  megabytes: number
  bytesRead: number
  result: Record<string, number>
}

const [, , first = '', folder = ''] = process.argv

if (first === 'scan') await scanOnce(folder)
else await compareSizes(process.argv.slice(2).map(Number))

async function compareSizes(counts: number[]): Promise<void> {
  const { spawnSync } = await import('node:child_process')
  const sizes = counts.length > 0 ? counts : [10_000, 100_000, 1_000_000]
  const rows: Record<string, string | number>[] = []
  for (const shape of ['100 a folder', 'one folder'] as const)
    for (const files of sizes) {
      const home = join(tmpdir(), `lumitag-bench-scan-${process.pid}`)
      try {
        draw(join(home, 'photos'), files, shape === 'one folder' ? files : 100)
        for (const run of ['first', 'unchanged'] as const) {
          const { stdout, stderr, status } = spawnSync(
            process.execPath,
            [import.meta.filename, 'scan', home],
            {
              encoding: 'utf8',
            },
          )
          if (status !== 0) throw new Error(stderr)
          const { seconds, megabytes, bytesRead, result } = JSON.parse(stdout) as Measured
          if (result.found !== files || result.added !== (run === 'first' ? files : 0))
            throw new Error(`scanned wrongly: ${stdout}`)
          rows.push({
            files,
            shape,
            scan: run,
            s: seconds.toFixed(2),
            'peak MB': Math.round(megabytes),
            'µs a file': Math.round((seconds * 1e6) / files),
            'bytes a file': Math.round((megabytes * 1e6) / files),
            'MB read': (bytesRead / 1e6).toFixed(1),
          })
          console.log(JSON.stringify(rows.at(-1)))
        }
      } finally {
        rmSync(home, { recursive: true, force: true })
      }
    }
  console.table(rows)
  const [unchanged] = rows.filter(({ files, scan: run }) => files === 100_000 && run === 'unchanged')
  if (unchanged)
    console.log(
      `100,000 unchanged files: ${unchanged.s} s of 10, ${unchanged['peak MB']} MB of 300: ${
        Number(unchanged.s) < 10 && Number(unchanged['peak MB']) < 300 ? 'within' : 'BEYOND'
      } the limits.`,
    )
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

async function scanOnce(home: string): Promise<void> {
  const store = openStore(join(home, 'library'))
  const states = createRootStates(store, systemVolumes())
  const root = store.roots.all()[0] ?? store.roots.add(join(home, 'photos'), Date.now())
  const before = bytesRead()
  const started = performance.now()
  const { result } = await scan(
    {
      store,
      states,
      inference: {
        capacity: 1,
        run: () => Promise.reject(new Error('a photo was read')),
      } as unknown as Inference,
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
    bytesRead: bytesRead() - before,
    result,
  }
  console.log(JSON.stringify(measured))
  store.close()
}

/** All that this process has read from files so far, the database's own pages too; 0 where the system does not say. */
function bytesRead(): number {
  try {
    return Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])
  } catch {
    return 0
  }
}
