import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../src-main/engine/engine.ts'

/*
 * `npm run bench:changes [changes]`: a watched library, first changed photo by photo (how long until each is seen), then
 * by bursts of 10,000 changes that another process makes as fast as it can: none may be lost.
 */

const [, , first = '10000', folder = ''] = process.argv
if (first === 'burst') burst(folder, Number(process.argv[4]))
else await measure(Number(first))

/** Files are added, renamed, moved and deleted, in folders that are there and in new ones. */
function burst(root: string, changes: number): void {
  for (let at = 0; at < changes;) {
    const inside = join(root, String(at % 50))
    mkdirSync(inside, { recursive: true })
    const file = join(inside, `${at}.jpg`)
    writeFileSync(file, 'x')
    at++
    if (at % 4 === 0) {
      renameSync(file, join(inside, `${at} renamed.jpg`))
      at++
    }
    if (at % 10 === 0) {
      rmSync(join(inside, readdirSync(inside)[0]!))
      at++
    }
  }
}

async function measure(changes: number): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'lumitag-bench-changes-'))
  const photos = join(home, 'photos')
  const project = join(import.meta.dirname, '../..')
  for (let at = 0; at < 100; at++) {
    mkdirSync(join(photos, String(at)), { recursive: true })
    writeFileSync(join(photos, String(at), 'old.jpg'), 'x')
  }
  const engine = await createEngine({
    dataDir: join(home, 'library'),
    modelsDir: join(project, 'models'),
    resourcesDir: join(project, 'resources'),
    watch: true,
  })
  try {
    await engine.call('roots.add', { path: photos })
    await engine.idle()

    const delays: number[] = []
    for (let at = 0; at < 20; at++) {
      const before = await seen()
      writeFileSync(join(photos, String(at), `new ${at}.jpg`), 'x')
      const made = performance.now()
      while ((await seen()) === before) await pause(5)
      delays.push(performance.now() - made)
    }
    delays.sort((one, other) => one - other)
    console.log(
      `one photo: seen after ${Math.round(delays[10]!)} ms (median), ${Math.round(delays.at(-1)!)} ms (worst of 20)`,
    )

    for (let round = 1; round <= 3; round++) {
      const target = join(photos, `burst ${round}`)
      const started = performance.now()
      const child = spawn(process.execPath, [import.meta.filename, 'burst', target, String(changes)], {
        stdio: 'inherit',
      })
      await once(child, 'exit')
      const made = performance.now()
      const there = count(photos)
      while ((await seen()) !== there && performance.now() - made < 60_000) await pause(20)
      const lost = Math.abs(there - (await seen()))
      console.log(
        `burst ${round}: ${changes} changes in ${Math.round(made - started)} ms, all seen ${Math.round(performance.now() - made)} ms later, ${lost} lost`,
      )
      if (lost > 0) process.exitCode = 1
    }
  } finally {
    await engine.close()
    rmSync(home, { recursive: true, force: true })
  }

  async function seen(): Promise<number> {
    return (await engine.call('library.status')).photos
  }
}

function count(folder: string): number {
  return readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.jpg')).length
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
