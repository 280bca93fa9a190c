import { parentPort } from 'node:worker_threads'
import { toErrorData } from '../../../src-shared/errors.ts'
import type { FromWorker, Kind, Results, Task, ToWorker } from './protocol.ts'

const send = (message: FromWorker): void => parentPort!.postMessage(message)

/**
 * What a worker thread does: one task after the other. `begin` is called when a task comes, and what it answers with when
 * those before are done; `release` lets go of what was loaded.
 */
export function answerTasks<T extends Task>(
  begin: (task: T) => () => Promise<Results[Kind]>,
  release?: () => Promise<void>,
): void {
  let last: Promise<unknown> = Promise.resolve()
  parentPort!.on('message', (message: ToWorker) => {
    if (message === 'release') {
      last = last.then(release).then(() => send({ released: true }))
      return
    }
    const { id, task } = message
    const perform = begin(task as T)
    last = last.then(perform).then(
      (value) => send({ id, value }),
      (error: unknown) => send({ id, error: toErrorData(error) }),
    )
  })
  send({ ready: true })
}
