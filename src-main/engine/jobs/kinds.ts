import type { Precision } from '../../../src-shared/schemas/catalogue.ts'
import type { JobKind } from '../../../src-shared/schemas/job.ts'
import type { SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import type { JobContext, JobOutcome } from './runner.ts'

/** What each kind of job is asked to do, as it is stored. */
export interface JobParameters {
  /** `automatic`: nobody asked for it */
  scan: { rootId: number; folder: string; automatic?: boolean }
  index: Record<string, never>
  metadata: Record<string, never>
  /** a model, and its name for people */
  prepare: { model: string; name: string }
  sync: SyncRequest
  undo: { run: string }
  install: { name: string; precision: Precision; textPrecision: Precision }
}
/** Every job kind has exactly one handler and one title. */
export type JobHandlers = {
  [K in JobKind]: {
    title(parameters: JobParameters[K]): string
    /** what the title names */
    subject?(parameters: JobParameters[K]): string | undefined
    run(context: JobContext<JobParameters[K]>): Promise<JobOutcome>
    /** true: what an earlier run left stays paused until the user asks for it again */
    resumesByHand?: boolean
    /** true: asked for again, the job that there is goes on, in whatever state it is */
    isOne?: boolean
  }
}
