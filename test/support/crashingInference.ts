/*
 * Entry of an inference process that dies by a native abort on photos whose name says so, and otherwise is the real
 * one: what a decoder bug looks like to the engine.
 */
const send = process.send!.bind(process)
const state = { ready: false, doomed: false }
process.send = ((message: object) => {
  const sent = send(message)
  state.ready ||= 'ready' in message
  // time for the message to leave, too little for a photo
  if (state.ready && state.doomed) setTimeout(() => process.abort(), 5)
  return sent
}) as typeof process.send
process.on('message', (request: { task: { file?: string } }) => {
  if (!/crash/.test(request.task.file ?? '')) return
  state.doomed = true
  if (state.ready) process.abort()
})
await import(new URL('../../out/node/inference.js', import.meta.url).href)
export {}
