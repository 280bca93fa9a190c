import { join } from 'node:path'
import program from '../../package.json' with { type: 'json' }
import { contract } from '../../src-shared/contract.ts'
import { serve } from '../../src-shared/rpcServer.ts'
import { createChannels } from './channels.ts'
import { createEngine, type Engine } from './engine.ts'
import { programFolder } from './places.ts'
import { processContract } from './processContract.ts'

/*
 * Entry of the engine process: `node engine.js <library>`, started with an IPC channel. It ends when that channel does,
 * so that it never outlives the program that started it.
 */

/** Time to finish the photo in hand and close the library. */
const CLOSING_MS = 10_000

const log = (message: string, details?: unknown): void => console.error(message, details ?? '')

async function openEngine(dataDir: string | undefined): Promise<Engine> {
  if (!dataDir || !process.send) throw new Error('The engine process is started by Lumitag, not by hand.')
  const folder = programFolder()
  return createEngine({
    dataDir,
    modelsDir: join(folder, 'models'),
    resourcesDir: join(folder, 'resources'),
    log,
    watch: true,
  })
}

let engine: Engine | undefined
const opened = openEngine(process.argv[2]).then((made) => (engine = made))
// the reason is the answer to ready
opened.catch(() => {})

const onInternalError = (name: string, error: unknown): void => log(`${name} failed`, error)

const channels = createChannels(
  (envelope) => {
    if (process.connected) process.send!(envelope)
  },
  (wire, channel) => {
    if (channel > 0) {
      // windows come after ready; served at once, as the first call may be in the same read
      if (engine) serve(wire, contract, engine.handlers, { onInternalError })
      else wire.close()
      return
    }
    serve(wire, processContract, {
      ready: async () => {
        await opened
        return { version: program.version }
      },
      ping: () => undefined,
      mediaFile: async ({ kind, id }) => (await opened).mediaFile(kind, id),
      placeDropped: async () => (await opened).dropped.place(),
      acceptDropped: async ({ id }) => (await opened).dropped.accept(id),
      forgetDropped: async ({ id }) => (await opened).dropped.forget(id),
      photoFile: async ({ id }) => (await opened).photoFile(id),
    })
  },
)

process.on('message', channels.receive)
process.once('disconnect', () => {
  channels.end()
  setTimeout(() => process.exit(1), CLOSING_MS).unref()
  opened
    .then((made) => made.close())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        log('closing failed', error)
        process.exit(1)
      },
    )
})
// Ctrl+C reaches the whole group; the program that started this one closes it in order
process.on('SIGINT', () => {})
