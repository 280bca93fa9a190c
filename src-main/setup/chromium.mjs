import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { answers } from './answers.mjs'
import { run } from './run.mjs'
import { say, step } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const usualPlaces = [
  ...['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) => names.map((name) => join(folder, name))),
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]
/** Program files inside a `chromium-NNNN` folder of Playwright's cache, by system. */
const playwrightPrograms = [
  ...['chrome-linux64/chrome', 'chrome-linux/chrome', 'chrome-win64/chrome.exe', 'chrome-win/chrome.exe'],
  ...['chrome-mac-arm64', 'chrome-mac-x64', 'chrome-mac'].flatMap((folder) => [
    `${folder}/Chromium.app/Contents/MacOS/Chromium`,
    `${folder}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`,
  ]),
]

/**
 * Every place a Chromium may be, in the order in which they are tried: the user's choice, PATH, the usual places,
 * Playwright's cache (newest first).
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [home]
 * @returns {string[]}
 */
export function chromiumPlaces(env = process.env, home = homedir()) {
  const chosen = env.CHROMIUM ? [env.CHROMIUM] : []
  const path = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = names.flatMap((name) => path.map((folder) => join(folder, name)))
  const caches = env.PLAYWRIGHT_BROWSERS_PATH
    ? [env.PLAYWRIGHT_BROWSERS_PATH]
    : [join(home, '.cache'), join(home, 'Library', 'Caches'), join(home, 'AppData', 'Local')].map((folder) =>
        join(folder, 'ms-playwright'),
      )
  return [...new Set([...chosen, ...onPath, ...usualPlaces, ...caches.flatMap(playwrightBrowsers)])]
}

/** @param {string} cache */
function playwrightBrowsers(cache) {
  if (!existsSync(cache)) return []
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))
    .flatMap((name) => playwrightPrograms.map((program) => join(cache, name, program)))
}

/**
 * The first Chromium that is there and runs (a snap's stand-in or one without its libraries does not).
 * @param {string[]} [places]
 */
export function findChromium(places = chromiumPlaces()) {
  return places.find((path) => existsSync(path) && runs(path))
}

/** @param {string} path */
function runs(path) {
  // asked for its version, Chrome on Windows opens a window instead
  return process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

/**
 * A Chromium for the end-to-end tests, fetched if none is here: Playwright's own, else (as root) Debian's package.
 * Undefined where none can be had.
 * @param {string} root the project's folder
 * @param {string} node
 */
export async function fetchChromium(root, node) {
  const server = process.env.PLAYWRIGHT_DOWNLOAD_HOST ?? 'https://cdn.playwright.dev'
  if (await answers(server)) {
    const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
    await step('Downloading Chromium for the tests (once)', () =>
      run(node, [cli, 'install', 'chromium'], { output: 'stderr', limit: 600 }),
    )
    const found = findChromium()
    if (found) return found
  }
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  await step('Installing Debian’s Chromium for the tests (once)', installPackage)
  return findChromium()
}

/** What installs a Chromium by hand on Debian. */
export const packageCommand = 'apt-get install chromium fonts-dejavu-core'

async function installPackage() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const [, ...install] = packageCommand.split(' ')
  for (const args of [['update'], [...install, '--yes', '--no-install-recommends']]) {
    const { code, output } = await run('apt-get', ['--quiet', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env,
      output: 'keep',
      limit: 900,
    })
    if (code !== 0) return say(`\n${output.trim()}\napt-get ${args[0]} failed (exit code ${code}).`)
  }
}
