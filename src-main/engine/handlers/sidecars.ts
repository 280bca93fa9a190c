import type { sidecarsContract } from '../../../src-shared/contract/sidecars.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { previewSync } from '../sync/preview.ts'
import { reportRun } from '../sync/report.ts'
import { describeRun, findRun } from '../sync/runs.ts'
import { setSidecarSettings, sidecarSettings } from '../sync/settings.ts'
import { openSidecarBatch } from '../xmp/sidecar.ts'
import type { EngineParts } from '../parts.ts'

/** Tags on their way to and from other programs. */
export function sidecarsHandlers(parts: EngineParts): Handlers<typeof sidecarsContract> {
  const { store, syncing, runner } = parts

  return {
    'sidecars.preview': async ({ most, ...request }) =>
      previewSync(
        await syncing.photosOf(request),
        request,
        most,
        openSidecarBatch(syncing.settings().naming),
        syncing,
      ),
    'sidecars.sync': (request) => runner.add('sync', request),
    'sidecars.runs': () => store.syncRuns.all().map(describeRun),
    'sidecars.report': ({ run, most }) => reportRun(run, most, syncing),
    'sidecars.undo': ({ run }) => runner.add('undo', { run: findRun(run, store.syncRuns).id }),
    'sidecars.settings': () => sidecarSettings(store.settings),
    'sidecars.setSettings': (change) => {
      store.sidecars.doubtAll()
      return setSidecarSettings(change, store.settings)
    },
  }
}
