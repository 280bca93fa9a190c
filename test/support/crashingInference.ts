/*
 * Entry of an inference process that dies by a native abort on photos whose name says so, and otherwise is the real
 * one: what a decoder bug looks like to the engine.
 */
process.on('message', (request: { task: { file?: string } }) => {
  if (/crash/.test(request.task.file ?? '')) process.abort()
})
await import('../../src-main/engine/inference/child.ts')
export {}
