// npm run test:interop: the sidecars of Lumitag in the hands of ExifTool, exiv2, darktable and digiKam. As root on Debian it
// installs what is missing; tests of a program that cannot be had are left out.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { main, say, step } from './say.mjs'
import { root } from './setup.mjs'

/** Debian's packages, by the program that shows that they are there; the large one last.
 * @type {Record<string, string[]>} */
const packages = {
  exiftool: ['libimage-exiftool-perl'],
  exiv2: ['exiv2'],
  'darktable-cli': ['darktable'],
  digikam: ['digikam', 'xvfb'],
}
/** Seconds for each of them. */
const LIMIT = 600

await main(async () => {
  const missing = Object.keys(packages).filter((program) => !isThere(program))
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await apt('Looking for packages', ['update'])
    for (const program of missing)
      await apt(`Installing ${program} for the tests (once)`, [
        ...['install', '--yes', '--no-install-recommends'],
        ...(packages[program] ?? []),
      ])
  }
  const left = Object.keys(packages).filter((program) => !isThere(program))
  for (const program of left)
    say(
      `Tests with ${program} are left out. To install it: sudo apt-get install ${packages[program]?.join(' ')}`,
    )
  if (left.length === Object.keys(packages).length) return 0
  const test = join(root, 'src-main', 'setup', 'test.mjs')
  const args = [test, 'test/interop', '--mode=interop', ...process.argv.slice(2)]
  return (await run(process.execPath, args, { cwd: root })).code
})

/** @param {string} program */
function isThere(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0
}

/**
 * @param {string} text
 * @param {string[]} args
 */
async function apt(text, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { code, output } = await step(text, () =>
    run('apt-get', ['--quiet', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env,
      output: 'keep',
      limit: LIMIT,
    }),
  )
  if (code !== 0)
    say(`${output.trim().split('\n').slice(-3).join('\n')}\napt-get failed (exit code ${code}).`)
}
