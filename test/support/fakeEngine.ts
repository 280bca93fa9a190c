import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { LumitagError } from '../../src-shared/errors.ts'
import program from '../../package.json' with { type: 'json' }
import { call, stream } from '../../src-shared/rpc.ts'
import type { Job } from '../../src-shared/schemas/job.ts'
import { serve } from '../../src-shared/rpcServer.ts'
import { createChannels } from '../../src-main/engine/channels.ts'
import { processContract } from '../../src-main/engine/processContract.ts'

/*
 * An engine process that does nothing but what the supervisor must cope with. Its library's name says how it behaves:
 * "broken"
 * dies at each start, "updated" is of another version. It refuses a library that holds a file `taken`. `lives` in that
 * folder tells of each start and each orderly end.
 */

const nothing = z.undefined()
export const fakeContract = {
  pid: call(nothing, z.int()),
  abort: call(nothing, nothing),
  hang: call(nothing, nothing),
  /** never answered; what was cancelled is noted */
  wait: call(nothing, nothing),
  'roots.add': call(z.object({ path: z.string() }), z.object({ id: z.int(), folder: z.string() })),
  /** what `events` tells of */
  work: call(z.array(z.unknown()), nothing),
  events: stream(nothing, z.unknown()),
}
export type FakeContract = typeof fakeContract

let jobs: Job[] = []
const waiting: (() => void)[] = []
const library = process.argv[2]
if (library && process.send) run(library)

function run(library: string): void {
  const note = (text: string): void => appendFileSync(join(library, 'lives'), `${text}\n`)
  note('started')
  if (library.endsWith('broken')) process.exit(3)

  const channels = createChannels(
    (envelope) => process.send!(envelope),
    (wire, channel) => {
      if (channel > 0)
        serve(wire, fakeContract, {
          pid: () => process.pid,
          abort: () => process.abort(),
          hang: () => {
            for (;;);
          },
          wait: (_, { signal }) =>
            new Promise(() => signal.addEventListener('abort', () => note('cancelled'), { once: true })),
          'roots.add': ({ path }) => {
            note(`added ${path}`)
            return { id: 5, folder: basename(path) }
          },
          work: (now) => {
            jobs = now as Job[]
            for (const wake of waiting.splice(0)) wake()
          },
          async *events(_, { signal }) {
            while (!signal.aborted) {
              yield { topic: 'jobs', jobs }
              await new Promise<void>((resolve) => waiting.push(resolve))
            }
          },
        })
      else
        serve(wire, processContract, {
          ready: () => {
            if (existsSync(join(library, 'taken')))
              throw new LumitagError('LIBRARY_IN_USE', 'Another program has it open.')
            return { version: library.endsWith('updated') ? '9.9.9' : program.version }
          },
          ping: () => undefined,
          mediaFile: ({ kind, id }) => ({
            path: join(library, `${kind}-${id}.jpg`),
            type: 'image/jpeg',
            etag: `v${id}`,
          }),
          placeDropped: () => ({ id: 77, path: join(library, 'dropped-77') }),
          acceptDropped: ({ id }) => {
            const text = readFileSync(join(library, `dropped-${id}`), 'utf8')
            if (text !== 'a picture') throw new LumitagError('NOT_AN_IMAGE', 'It is not a photo.')
          },
          forgetDropped: ({ id }) => note(`forgot ${id}`),
          photoFile: ({ id }) => join(library, `photo-${id}.jpg`),
        })
    },
  )
  process.on('message', channels.receive)
  process.once('disconnect', () => {
    note('closed')
    process.exit(0)
  })
}
