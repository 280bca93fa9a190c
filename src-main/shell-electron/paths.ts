import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultLibrary, programFolder } from '../engine/places.ts'
import type { EngineFiles } from './engineProcess.ts'

const here = import.meta.dirname
const executable = process.platform === 'win32' ? 'node.exe' : 'node'

export const preloadFile = join(here, 'preload.cjs')
export const rendererFolder = join(here, '..', 'renderer')

/** The library to open: --library on the command line, else LUMITAG_LIBRARY, else the usual place. */
export function libraryFolder(args: string[]): string {
  // not strict: Chromium's own switches are on the same line
  const { values } = parseArgs({ args, options: { library: { type: 'string' } }, strict: false })
  return typeof values.library === 'string' ? resolve(values.library) : defaultLibrary()
}

/** The files that make the engine process. */
export function engineFiles(library: string): EngineFiles {
  // plain Node cannot read the archive: electron.config.ts leaves the engine outside it
  const entry = join(here, '..', 'node', 'engine.js').replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
  return { node: nodeBinary(programFolder()), entry, library }
}

/** Node 24: in the package beside the resources; in a checkout from npm, else (macOS) the one on the path. */
function nodeBinary(program: string): string {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const pinned = join('node_modules', `node-${system}-${process.arch}`, 'bin', executable)
  return (
    [executable, pinned].map((file) => join(program, file)).find((file) => existsSync(file)) ?? executable
  )
}
