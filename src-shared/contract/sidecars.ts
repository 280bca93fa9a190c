import { z } from 'zod'
import { call } from '../rpc.ts'
import { nothing } from './inputs.ts'
import { job } from '../schemas/job.ts'
import { sidecarPreview, sidecarSettings, syncReport, syncRequest, syncRun } from '../schemas/sidecar.ts'

/** Sidecars: tags on their way to and from other programs. */
export const sidecarsContract = {
  /** A dry run of a sync: nothing is written. Lists at most `most` changes, conflicts and refusals first. */
  'sidecars.preview': call(
    syncRequest.extend({ most: z.int().positive().max(100_000).default(2000) }),
    sidecarPreview,
  ),
  'sidecars.sync': call(syncRequest, job),
  /** Syncs that can be looked at and undone, newest first. */
  'sidecars.runs': call(nothing, z.array(syncRun)),
  /** What a run did to each photo, as long as its journal is kept. */
  'sidecars.report': call(
    z.object({ run: z.string(), most: z.int().positive().max(100_000).default(2000) }),
    syncReport,
  ),
  /** Gives files and tags back what they were before a run, where nobody changed them since. */
  'sidecars.undo': call(z.object({ run: z.string() }), job),
  'sidecars.settings': call(nothing, sidecarSettings),
  'sidecars.setSettings': call(sidecarSettings.partial(), sidecarSettings),
}
