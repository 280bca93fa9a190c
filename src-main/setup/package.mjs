// npm run package: sets up what is missing and makes the packages for this system, in release/.
import { join } from 'node:path'
import { run } from './run.mjs'
import { main } from './say.mjs'
import { root, setUp } from './setup.mjs'

await main(async () => {
  const node = await setUp()
  const script = join(root, 'src-main', 'packaging', 'package.ts')
  return (await run(node, [script, ...process.argv.slice(2)], { cwd: root })).code
})
