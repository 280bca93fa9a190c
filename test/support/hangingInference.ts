/* An inference process that never answers for a file named "hang". */
process.send!({ ready: true })
process.on('message', ({ id, task }: { id: number; task: { file: string } }) => {
  if (task.file !== 'hang') process.send!({ id, value: null })
})
process.on('disconnect', () => process.exit())
