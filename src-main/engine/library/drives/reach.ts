import { access, constants, opendir } from 'node:fs/promises'

/** What can be said about a folder from outside. */
export type Reach = 'there' | 'bare' | 'missing' | 'unreadable' | 'silent'

/** A drive or server that does not answer within this time is not there for now. */
const PATIENCE_MS = 5000
/** Questions that are open: each holds one of Node's few file threads, so none is asked twice. */
const open = new Map<string, { answer: Promise<Reach>; since: number }>()

/** Whether a folder can be listed, and whether anything but hidden things is in it ("bare" if not). Never waits for long. */
export async function reach(folder: string): Promise<Reach> {
  let question = open.get(folder)
  if (!question) {
    question = { answer: ask(folder).finally(() => open.delete(folder)), since: performance.now() }
    open.set(folder, question)
  }
  const patience = question.since + PATIENCE_MS - performance.now()
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<Reach>((resolve) => {
    timer = setTimeout(() => resolve('silent'), Math.max(0, patience))
  })
  return Promise.race([question.answer, limit]).finally(() => clearTimeout(timer))
}

async function ask(folder: string): Promise<Reach> {
  try {
    await access(folder, constants.R_OK | constants.X_OK)
    for await (const { name } of await opendir(folder)) if (!name.startsWith('.')) return 'there'
    return 'bare'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
    return code === 'EACCES' || code === 'EPERM' ? 'unreadable' : 'silent'
  }
}
