import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/library.ts'
import { commandLine } from '../support/programs.ts'
import { NAME, startHub, starterAsModel } from './hubServer.ts'

/** Runs the command line as a user does; its exit code and what it printed. */
async function lumitag(library: string, env: NodeJS.ProcessEnv, ...words: string[]) {
  const run = promisify(execFile)
  return run(process.execPath, [commandLine, '--library', library, ...words], {
    env: { ...process.env, LUMITAG_THREADS: '1', ...env },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
}

test('"model list --available" proposes one, and "model pull" installs it', async () => {
  const hub = await startHub(starterAsModel())
  const library = temporaryFolder()
  const env = { HF_ENDPOINT: hub.url, NO_PROXY: '127.0.0.1' }

  const list = await lumitag(library, env, 'model', 'list', '--available')
  expect(list.code).toBe(0)
  expect(list.stdout).toMatch(/^\*? +siglip2-base-patch16-256 +256 px +79\.1 +40\.7 /m)
  expect(list.stdout).toMatch(/siglip2-so400m-patch16-naflex: nobody has published/)
  expect(list.stdout).toMatch(/^\* Recommended: siglip2-.*an estimate/m)
  expect(hub.seen).toEqual([])

  const refused = await lumitag(library, env, 'model', 'pull', 'siglip2-base-patch16-naflex')
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.stderr).toContain('no text tower')

  const pull = await lumitag(library, env, '--json', 'model', 'pull', NAME, '--precision', 'fp32')
  expect(pull).toMatchObject({ code: 0 })
  const events = pull.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.at(-1)).toMatchObject({ event: 'summary', name: NAME, files: 7, exactScale: 1 })

  const gone = await lumitag(library, env, 'model', 'pull', 'siglip2-large-patch16-256')
  expect(gone).toMatchObject({ code: 1 })
  expect(gone.stderr).toContain('NOT_ALLOWED')
})

test('"model check" tests the model in use, "model list" and "model provider" show what came of it', async () => {
  const library = temporaryFolder()
  expect((await lumitag(library, {}, 'model', 'list')).stdout).toContain('not checked')
  const check = await lumitag(library, {}, '--json', 'model', 'check')
  expect(check).toMatchObject({ code: 0 })
  const events = check.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.filter(({ verdict }) => verdict === 'bad')).toEqual([])
  expect(events.at(-1)).toMatchObject({
    event: 'summary',
    id: 'starter',
    verdict: 'good',
    speed: { provider: 'cpu' },
  })
  expect((await lumitag(library, {}, 'model', 'list')).stdout).toMatch(/ms a photo on CPU +good/)
  expect((await lumitag(library, {}, 'doctor')).stdout).toMatch(/last check: good, [\d.]+ ms a photo on CPU/)

  const cpu = await lumitag(library, {}, 'model', 'provider', 'cpu')
  expect(cpu.stdout).toContain('Photos are read on: CPU (choice: cpu)')
  expect(await lumitag(library, {}, 'model', 'provider', 'nonsense')).toMatchObject({ code: 2 })
})
