/* Keeps one core busy until it is killed: other people's work. */

process.on('disconnect', () => process.exit(0))
const forAWhile = (): void => {
  const end = performance.now() + 100
  while (performance.now() < end);
  setImmediate(forAWhile)
}
forAWhile()
