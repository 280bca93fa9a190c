// npm run bench: sets up what is missing and measures; test/bench/README.md says what.
import { join } from 'node:path'
import { run } from './run.mjs'
import { main } from './say.mjs'
import { root, setUp } from './setup.mjs'

await main(async () => {
  const node = await setUp({ build: false })
  const script = join(root, 'test', 'bench', 'bench.ts')
  // files are named relative to where the user stands: npm goes to the project's folder and leaves the way back
  const cwd = process.env.INIT_CWD ?? process.cwd()
  return (await run(node, [script, ...process.argv.slice(2)], { cwd })).code
})
