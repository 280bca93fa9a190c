import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const MAJOR = 24

/**
 * The plain Node that goes into the package for a system ('linux', 'win32', 'darwin'): what the environment names in
 * LUMITAG_NODE_<SYSTEM>_<ARCH>, else the pinned package of npm. Throws, with what to do, where there is neither.
 */
export function nodeBinary(system: string, arch: string, root: string, env = process.env): string {
  const variable = `LUMITAG_NODE_${system}_${arch}`.toUpperCase()
  const named = env[variable]
  if (named) return checked(named, variable, system, arch)
  const windows = system === 'win32'
  const name = `node-${windows ? 'win' : system}-${arch}`
  const pinned = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
  if (existsSync(pinned)) return pinned
  throw new Error(
    `There is no Node for ${system}-${arch} here. npm installs ${name} only on that system, if there is such a package: ` +
      `unpack Node ${MAJOR} for it from https://nodejs.org/dist and name its program in ${variable}.`,
  )
}

function checked(file: string, variable: string, system: string, arch: string): string {
  if (!existsSync(file)) throw new Error(`${variable} names ${file}, which is not there.`)
  // one for another system cannot be asked
  if (system !== process.platform || arch !== process.arch) return file
  const version = execFileSync(file, ['--version'], { encoding: 'utf8' }).trim()
  if (!version.startsWith(`v${MAJOR}.`))
    throw new Error(`${variable} names Node ${version}; Lumitag runs on Node ${MAJOR}.`)
  return file
}
