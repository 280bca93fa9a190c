import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Engine, EngineOptions } from '../../src-main/engine/engine.ts'
import { startBundle } from './programs.ts'

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
export const samples = join(projectRoot, 'resources', 'samples')

/** An empty folder that goes away after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lumitag-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A real engine with the starter model on a library in this folder; closed after the test. */
export async function openTestEngine(dataDir: string, options: Partial<EngineOptions> = {}): Promise<Engine> {
  // loaded here: many a test needs no engine
  const { createEngine } = await import('../../src-main/engine/engine.ts')
  const engine = await createEngine({
    dataDir,
    modelsDir: join(projectRoot, 'models'),
    resourcesDir: join(projectRoot, 'resources'),
    threads: 1,
    // photos that a test has just written are read at once
    quietMs: 0,
    providers: { names: [] },
    spawn: startBundle({ threads: 1, ...options }),
    ...options,
  })
  let closed = false
  const close = engine.close
  engine.close = async () => {
    if (closed) return
    closed = true
    await close()
  }
  onTestFinished(() => engine.close())
  return engine
}

/** Small pictures that all differ, also from those that were drawn `from` another number on; names may hold folders. */
export async function drawPhotos(folder: string, names: readonly string[], from = 0): Promise<void> {
  const { default: sharp } = await import('sharp')
  for (const [at, name] of names.entries()) {
    const index = from + at
    const file = join(folder, name)
    await mkdir(dirname(file), { recursive: true })
    await sharp({
      create: {
        width: 64 + index,
        height: 48,
        channels: 3,
        background: { r: (index * 37) % 256, g: 90, b: 160 },
      },
    })
      .jpeg()
      .toFile(file)
  }
}

/** Every file below a folder with its bytes' hash, modification time and inode: what must stay as it was. */
export function fingerprints(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => {
        const { mtimeNs, ino } = statSync(file, { bigint: true })
        return [file, `${createHash('sha256').update(readFileSync(file)).digest('hex')} ${mtimeNs} ${ino}`]
      }),
  )
}
