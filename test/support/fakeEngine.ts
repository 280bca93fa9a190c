import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { LumitagError } from '../../src-shared/errors.ts'
import { call } from '../../src-shared/rpc.ts'
import { serve } from '../../src-shared/rpcServer.ts'
import { createChannels } from '../../src-main/engine/channels.ts'
import { processContract } from '../../src-main/engine/processContract.ts'

/*
 * An engine process that does nothing but what the supervisor must cope with. Its library's name says how it behaves:
 * "in-use" refuses, "broken" dies at each start. `lives` in that folder tells of each start and each orderly end.
 */

const nothing = z.undefined()
export const fakeContract = {
  pid: call(nothing, z.int()),
  abort: call(nothing, nothing),
  hang: call(nothing, nothing),
  /** never answered; what was cancelled is noted */
  wait: call(nothing, nothing),
  'roots.add': call(z.object({ path: z.string() }), nothing),
}
export type FakeContract = typeof fakeContract

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
          'roots.add': ({ path }) => note(`added ${path}`),
        })
      else
        serve(wire, processContract, {
          ready: () => {
            if (library.endsWith('in-use'))
              throw new LumitagError('LIBRARY_IN_USE', 'Another program has it open.')
            return undefined
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
