// npm test: sets up what is missing, a Chromium included, and runs the tests (all, or those named as arguments).
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchChromium, findChromium, packageCommand } from './chromium.mjs'
import { run } from './run.mjs'
import { say, SetupError } from './say.mjs'
import { root, setUp } from './setup.mjs'
import { closingLine, count } from './summary.mjs'

const total = await test(process.argv.slice(2)).catch((error) => {
  say(error instanceof SetupError ? error.message : error.stack)
  return count(undefined, 1)
})
console.log(closingLine(total))
// for whoever runs several of these and adds them up
if (process.env.LUMITAG_TEST_COUNTS)
  appendFileSync(process.env.LUMITAG_TEST_COUNTS, `${JSON.stringify(total)}\n`)
process.exitCode = total.failed > 0 ? 1 : 0

/**
 * @param {string[]} args
 * @returns {Promise<import('./summary.mjs').Count>}
 */
async function test(args) {
  const node = await setUp()
  const named = args.filter((arg) => !arg.startsWith('-'))
  const needsChromium = named.length === 0 || named.some((arg) => /e2e|electron/.test(arg))
  const chromium = findChromium() ?? (needsChromium ? await fetchChromium(root, node) : undefined)
  const missing = needsChromium && !chromium
  const folder = mkdtempSync(join(tmpdir(), 'lumitag-test-'))
  try {
    const file = join(folder, 'report.json')
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { code } = await run(node, [vitest, 'run', ...reporters, ...args], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'test',
        CHROMIUM: chromium ?? '',
        // tests start hundreds of processes from TypeScript files: kept compiled, each starts in half the time
        NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
      },
    })
    const total = count(read(file), code)
    if (missing) {
      say(`The end-to-end tests were left out: there is no Chromium. To install it: sudo ${packageCommand}`)
      if (process.env.CI) total.failed += 1
    }
    return total
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
