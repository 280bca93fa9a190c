import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { programFolder } from '../engine/places.ts'
import type { EngineFiles } from './engineProcess.ts'

const here = import.meta.dirname
const executable = process.platform === 'win32' ? 'node.exe' : 'node'

export const preloadFile = join(here, 'preload.cjs')
export const rendererFolder = join(here, '..', 'renderer')

/** What is shown under Help > Licences: all of them in a package; a checkout has those that no package brings. */
export function licencesFile(): string {
  const packed = join(programFolder(), 'LICENCES.txt')
  return existsSync(packed) ? packed : join(programFolder(), 'resources', 'licences')
}

/** The files that make the engine process. */
export const engineFiles = (library: string): EngineFiles => ({ ...plainNode('engine.js'), library })

/** The files that make the command line. */
export const commandLine = (): { node: string; entry: string } => plainNode('cli.js')

function plainNode(bundle: string): { node: string; entry: string } {
  // plain Node cannot read the archive: electron.config.ts leaves these bundles outside it
  const entry = join(here, '..', 'node', bundle).replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
  return { node: nodeBinary(programFolder()), entry }
}

/** Node 24: in the package beside the resources; in a checkout from npm, else (macOS) the one on the path. */
function nodeBinary(program: string): string {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const pinned = join('node_modules', `node-${system}-${process.arch}`, 'bin', executable)
  return (
    [executable, pinned].map((file) => join(program, file)).find((file) => existsSync(file)) ?? executable
  )
}
