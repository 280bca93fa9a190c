// npm run check: format, lint and types, two at a time. A tool's output is shown if it finds something.
import { join } from 'node:path'
import { run } from './run.mjs'
import { main, say } from './say.mjs'
import { root, setUp } from './setup.mjs'

/** Each tool: its name, its program in node_modules, its arguments. */
const tools = [
  ['eslint', 'eslint/bin/eslint.js', '.'],
  ['svelte-check', 'svelte-check/bin/svelte-check', '--fail-on-warnings'],
  ['prettier', 'prettier/bin/prettier.cjs', '--check', '.'],
  ['tsc', 'typescript/bin/tsc', '--noEmit'],
]

await main(async () => {
  const node = await setUp({ build: false })
  const waiting = [...tools]
  let failed = false
  const work = async () => {
    for (let tool = waiting.shift(); tool; tool = waiting.shift()) {
      const [name, program = '', ...args] = tool
      const started = Date.now()
      const { code, output } = await run(node, [join(root, 'node_modules', program), ...args], {
        cwd: root,
        output: 'keep',
      })
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      say(`${name}: ${code === 0 ? 'good' : `failed\n${output.trim()}`} (${seconds} s)`)
      if (code !== 0) failed = true
    }
  }
  await Promise.all([work(), work()])
  return failed ? 1 : 0
})
