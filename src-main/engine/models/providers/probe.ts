import { fork, type ChildProcess } from 'node:child_process'
import type { ProviderTrial } from '../../../../src-shared/schemas/modelCheck.ts'
import type { ProbeReply, ProbeRequest } from '../../inference/probe.ts'
import type { GoldenResult, VisionTower } from '../../inference/protocol.ts'
import { entryFile } from '../../places.ts'

export type ProbeOutcome =
  | { results: GoldenResult[] }
  | { verdict: Extract<ProviderTrial['verdict'], 'absent' | 'failed'>; reason: string }

export interface ProbeOptions {
  /** replaced in tests that watch providers fail */
  spawn?: (entry: string) => ChildProcess
  signal: AbortSignal
  limitMs: number
}

const startProcess = (entry: string): ChildProcess =>
  fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })

/** Runs an image tower's golden pictures on an execution provider, in a process of its own. Rejects only when aborted. */
export function probe(
  vision: VisionTower,
  { spawn = startProcess, signal, limitMs }: ProbeOptions,
): Promise<ProbeOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(entryFile('./inference/probe.ts', './probe.js'))
    let started = false
    let lastWords = ''
    const timer = setTimeout(
      () =>
        finish({ verdict: 'failed', reason: `It took longer than ${Math.round(limitMs / 1000)} seconds.` }),
      limitMs,
    )
    const abort = (): void => {
      finish({ verdict: 'failed', reason: 'Interrupted.' })
      reject(signal.reason as Error)
    }
    function finish(outcome: ProbeOutcome): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      child.removeAllListeners()
      // it may still fail to start, or to be killed
      child.on('error', () => {})
      child.kill('SIGKILL')
      if (!signal.aborted) resolve(outcome)
    }

    signal.addEventListener('abort', abort)
    child.stderr?.on('data', (text: Buffer) => (lastWords = (lastWords + text.toString()).slice(-500)))
    child.on('message', (message) => {
      const reply = message as ProbeReply
      if ('started' in reply) started = true
      else if ('results' in reply) finish(reply)
      else finish({ verdict: started ? 'failed' : 'absent', reason: shorten(reply.error) })
    })
    child.on('error', (error) => finish({ verdict: 'failed', reason: error.message }))
    child.on('exit', (code, signalName) => {
      const how = signalName ?? `exit code ${code}`
      const words = shorten(lastWords)
      finish({
        verdict: 'failed',
        reason: words ? `Its process crashed (${how}): ${words}` : `Its process crashed (${how}).`,
      })
    })
    child.send({ vision } satisfies ProbeRequest)
  })
}

/** ONNX Runtime's words without the place in its source. */
function shorten(words: string): string {
  const line = words
    .replace(/\s+/g, ' ')
    .replace(/^\/onnxruntime_src.* was false\. /, '')
    .trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
