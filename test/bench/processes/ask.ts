import { fork } from 'node:child_process'
import { join } from 'node:path'

/** A module of this folder in a process of its own: its input goes in as an argument, one message comes back. */
export function ask<Answer>(module: string, input: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, module), [JSON.stringify(input)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let words = ''
    let answer: Answer | undefined
    child.stderr!.on('data', (text: Buffer) => (words = (words + text.toString()).slice(-4000)))
    child.on('message', (message) => (answer = message as Answer))
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (answer !== undefined && code === 0) resolve(answer)
      else reject(new Error(`${module} ended with ${signal ?? code}.\n${words.trim()}`))
    })
  })
}

/** The other side: answers the process that asked, and ends; with it, if it is killed before. */
export async function answer<Input>(work: (input: Input) => Promise<object>): Promise<void> {
  process.on('disconnect', () => process.exit())
  const message = await work(JSON.parse(process.argv[2]!) as Input)
  process.send!(message, () => process.disconnect())
}
