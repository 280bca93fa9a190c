import { fork } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { createEngine } from '../../src-main/engine/engine.ts'
import type { Request } from '../../src-main/engine/inference/protocol.ts'
import { fileURLToPath } from 'node:url'
import { inferenceProgram } from './programs.ts'

/*
 * A process of its own that indexes a folder and notes every photo it begins to read: what the kill test kills.
 * Arguments: library, photos, file for the notes.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const [dataDir, photos, notes] = process.argv.slice(2) as [string, string, string]

const engine = await createEngine({
  dataDir,
  modelsDir: `${root}models`,
  resourcesDir: `${root}resources`,
  threads: 2,
  spawn() {
    const child = fork(inferenceProgram, [], {
      serialization: 'advanced',
      env: { ...process.env, LUMITAG_THREADS: '2' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const send = child.send.bind(child)
    child.send = (message: Request) => {
      if (message.task.kind === 'index') appendFileSync(notes, `${message.task.file}\n`)
      return send(message)
    }
    return child
  },
})
await engine.call('roots.add', { path: photos })
await engine.idle()
await engine.close()
