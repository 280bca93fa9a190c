import fs, { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { SetupError } from './say.mjs'

/** Complete whatever NODE_ENV or npm's settings leave out; no dependency runs a script or downloads from elsewhere. */
const flags = [
  ...['--ignore-scripts', '--no-audit', '--no-fund', '--include=optional', '--include=dev'],
  ...['--loglevel=error', '--no-progress', '--engine-strict=false'],
  // npm would try for minutes before it says that there is no network
  ...['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'],
]

/** Megabytes that node_modules takes. */
const SIZE = 800

/**
 * Installs by the lockfile, or says why not.
 * @param {string} root the project's folder
 * @param {(pid: number) => void} onStart
 */
export async function npmCi(root, onStart) {
  if (!existsSync(join(root, 'node_modules')) && freeMegabytes(root) < SIZE) throw diskFull(root)
  const [command, ...first] = npmCommand()
  const { code, output } = await run(command, [...first, 'ci', ...flags], {
    cwd: root,
    output: 'keep',
    onStart,
  })
  // on a full disk npm leaves truncated files and says that all went well
  if (freeMegabytes(root) < 10) throw diskFull(root)
  if (code !== 0) {
    const [words] = output.split(/^npm error Clean install a project/m)
    throw new SetupError(`${words?.trim()}\n\n${explain(code, output, root)}`)
  }
}

/** @param {string} folder */
function freeMegabytes(folder) {
  const { bavail, bsize } = fs.statfsSync(folder)
  return (bavail * bsize) / 1e6
}

/** @param {string} root */
const diskFull = (root) => new SetupError(explain(1, 'ENOSPC', root))

/**
 * The optional packages for this system that are not there: npm goes on without one that it cannot fetch.
 * @param {string} root
 */
export function leftOut(root) {
  /** @type {{ packages: Record<string, { optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }> }} */
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(lock.packages)
    .filter(([, { optional, os, cpu, libc }]) => {
      return (
        optional && os?.includes(process.platform) && cpu?.includes(process.arch) && !libc?.includes('musl')
      )
    })
    .map(([path]) => path)
    .filter((path) => !existsSync(join(root, path)))
}

/**
 * The npm that started us, on the Node it runs on, else the one on PATH.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const { npm_execpath: npm = '', npm_node_execpath: node = '' } = process.env
  if (!/npm-cli\.js$/.test(npm) || !existsSync(npm)) return ['npm']
  return [existsSync(node) ? node : process.execPath, npm]
}

/**
 * Why `npm ci` failed and what mends it, in our words.
 * @param {number} code its exit code
 * @param {string} output what it printed
 * @param {string} root the project's folder
 */
export function explain(code, output, root) {
  const cause = causes.find(([pattern]) => pattern.test(code === 127 ? 'npm is missing' : output))
  return `Installing the dependencies failed. ${(cause?.[1] ?? 'npm says why above.').replaceAll('<here>', root)}`
}

/** @type {[RegExp, string][]} the first that fits npm's output says what is wrong */
const causes = [
  [
    /^npm is missing$/,
    'npm was not found. It comes with Node (https://nodejs.org); on Debian: sudo apt-get install npm',
  ],
  [
    /ENOSPC|no space left/i,
    `The disk is full: about ${SIZE} MB are needed in <here>, and 500 MB in npm’s cache. Make room (npm cache clean --force empties the cache), then run the command again.`,
  ],
  [
    /can only install packages when your package\.json|in sync|EUSAGE|EJSONPARSE/,
    'package-lock.json does not fit package.json. If you changed a dependency: npm install --ignore-scripts; if not: git checkout package.json package-lock.json',
  ],
  [
    /(EACCES|EPERM|EROFS)[^]*_cacache/,
    'npm cannot write its cache. Give it back to you: sudo chown -R "$(id -u)" ~/.npm',
  ],
  [
    /EACCES|EPERM|EROFS|EBUSY/,
    'Files in <here> cannot be written. Close every running Lumitag, make the folder yours (sudo chown -R "$(id -u)" "<here>") or copy it to where you may write, then run the command again.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|network/,
    'The package registry does not answer. Check the connection; behind a proxy: npm config set https-proxy <address>; which registry npm asks: npm config get registry. Then run the command again.',
  ],
  [
    /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_/,
    'The registry’s certificate is not trusted here. Behind a company proxy: export NODE_EXTRA_CA_CERTS=<its certificate file>, then run the command again.',
  ],
  [
    /EINTEGRITY/,
    'A downloaded package is damaged. Empty npm’s cache: npm cache clean --force, then run the command again.',
  ],
]
