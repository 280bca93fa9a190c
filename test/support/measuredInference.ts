import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createInference } from '../../src-main/engine/inference/client.ts'
import { toErrorData } from '../../src-shared/errors.ts'
import { temporaryFolder } from './library.ts'
import { inferenceProgram } from './programs.ts'

/** A decode process of one worker, as the engine has it, that tells how much memory it took. */
export interface MeasuredInference {
  /** "picture", or the code of the error */
  outcome(file: string): Promise<string>
  /** bytes, the most that any of its processes had; 0 where the system does not tell */
  peak(): number
  /** how often a process had to be started */
  starts(): number
}

export function measuredInference(limitMs: number): MeasuredInference {
  const thumbnails = join(temporaryFolder(), 'thumbnails')
  let child: ChildProcess | undefined
  let starts = 0
  let peak = 0
  const measure = (): void => void (peak = Math.max(peak, child?.pid ? peakOf(child.pid) : 0))
  const inference = createInference({
    threads: 1,
    limitMs,
    spawn() {
      starts++
      child = fork(inferenceProgram, [], {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        env: { ...process.env, LUMITAG_THREADS: '1' },
      })
      return child
    },
  })
  onTestFinished(() => inference.close())
  return {
    async outcome(file) {
      const outcome = await inference.run({ kind: 'look', file, thumbnails }).then(
        () => 'picture',
        (error: unknown) => toErrorData(error).code,
      )
      measure()
      return outcome
    },
    peak: () => peak,
    starts: () => starts,
  }
}

/** The kernel remembers how much memory a process had at most. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
