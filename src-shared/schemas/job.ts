import { z } from 'zod'
import { errorCodes } from '../errors.ts'

export const jobKind = z.enum(['scan', 'index', 'metadata', 'prepare', 'sync', 'undo', 'install'])
export const jobState = z.enum(['queued', 'running', 'paused', 'done', 'failed', 'cancelled'])

export const job = z.object({
  id: z.int(),
  kind: jobKind,
  /** for people: "Indexing", "Scanning Holidays 2024" */
  title: z.string(),
  /** what the title names, for a window that says it in another language: a folder, a model, a direction of sync */
  subject: z.string().nullable(),
  state: jobState,
  /** photos, sidecars; for an installation bytes */
  done: z.int(),
  /** null while it is not known how much there is */
  total: z.int().nullable(),
  failed: z.int(),
  /** items per second over the last seconds; 0 until there is something to say */
  rate: z.number(),
  message: z.string().nullable(),
  /** what a finished job did, in numbers (written, unchanged, …) */
  result: z.record(z.string(), z.number()).nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
})

/** One thing that a job could not do. */
export const jobProblem = z.object({
  path: z.string(),
  photoId: z.int().nullable(),
  code: z.enum(errorCodes),
  message: z.string(),
})

export type JobKind = z.output<typeof jobKind>
export type JobState = z.output<typeof jobState>
export type Job = z.output<typeof job>
export type JobProblem = z.output<typeof jobProblem>
