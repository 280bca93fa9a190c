import type { JobKind, JobProblem, JobState } from '../../../src-shared/schemas/job.ts'
import type { Database } from './open.ts'

export interface JobRow {
  id: number
  kind: JobKind
  parameters: unknown
  state: JobState
  done: number
  total: number | null
  failed: number
  message: string | null
  result: Record<string, number> | null
  createdAt: number
  finishedAt: number | null
}

export interface Jobs {
  add(kind: JobKind, parameters: unknown, now: number): JobRow
  get(id: number): JobRow | undefined
  /** Unfinished jobs, oldest first, then the newest finished ones; by their ids, as clocks jump. */
  list(): JobRow[]
  unfinished(): JobRow[]
  save(job: JobRow): void
  addProblem(jobId: number, problem: JobProblem): void
  problems(jobId: number): JobProblem[]
}

const FINISHED_SHOWN = 20
/** Finished jobs that are kept, with their problems. */
const HISTORY = 1000

export function jobs(db: Database): Jobs {
  const SELECT = `SELECT id, kind, parameters, state, done, total, failed, message, result, created_at AS createdAt,
    finished_at AS finishedAt FROM jobs`
  type Raw = Omit<JobRow, 'parameters' | 'result'> & { parameters: string; result: string | null }
  const read = (row: Raw): JobRow => ({
    ...row,
    parameters: JSON.parse(row.parameters) as unknown,
    result: row.result === null ? null : (JSON.parse(row.result) as Record<string, number>),
  })
  const unfinished = (): JobRow[] =>
    db.all<Raw>(`${SELECT} WHERE state IN ('queued', 'running', 'paused') ORDER BY id`).map(read)
  const get = (id: number): JobRow | undefined => {
    const row = db.get<Raw>(`${SELECT} WHERE id = ?`, id)
    return row && read(row)
  }
  return {
    add(kind, parameters, now) {
      // folders that are looked at every few minutes would fill the table in the course of the years
      db.run(
        'DELETE FROM jobs WHERE id < (SELECT max(id) FROM jobs) - ? AND finished_at IS NOT NULL',
        HISTORY,
      )
      const { id } = db.run(
        "INSERT INTO jobs (kind, parameters, state, created_at) VALUES (?, ?, 'queued', ?)",
        kind,
        JSON.stringify(parameters),
        now,
      )
      return get(id)!
    },
    get,
    unfinished,
    list: () => [
      ...unfinished(),
      ...db
        .all<Raw>(
          `${SELECT} WHERE state IN ('done', 'failed', 'cancelled') ORDER BY id DESC LIMIT ?`,
          FINISHED_SHOWN,
        )
        .map(read),
    ],
    save: (job) =>
      void db.run(
        `UPDATE jobs SET state = ?, done = ?, total = ?, failed = ?, message = ?, result = ?, finished_at = ? WHERE id = ?`,
        job.state,
        job.done,
        job.total,
        job.failed,
        job.message,
        job.result === null ? null : JSON.stringify(job.result),
        job.finishedAt,
        job.id,
      ),
    addProblem: (jobId, problem) =>
      void db.run(
        'INSERT INTO job_problems (job_id, photo_id, path, code, message) VALUES (?, ?, ?, ?, ?)',
        jobId,
        problem.photoId,
        problem.path,
        problem.code,
        problem.message,
      ),
    problems: (jobId) =>
      db.all<JobProblem>(
        'SELECT photo_id AS photoId, path, code, message FROM job_problems WHERE job_id = ? ORDER BY rowid LIMIT 10000',
        jobId,
      ),
  }
}
