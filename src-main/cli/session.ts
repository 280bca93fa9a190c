import { join, resolve } from 'node:path'
import { LumitagError } from '../../src-shared/errors.ts'
import { createEngine, type Engine } from '../engine/engine.ts'
import { defaultLibrary, isGone } from '../engine/libraries.ts'
import { programFolder } from '../engine/places.ts'
import type { Output } from './output.ts'

/** Options that every command takes. */
export interface GlobalOptions {
  library?: string
  json?: boolean
  verbose?: boolean
}

/** The library that a command is about. FOLDER_MISSING where that was chosen once and is gone. */
export function libraryOf({ library }: GlobalOptions): string {
  const directory = library ? resolve(library) : defaultLibrary()
  if (isGone(directory))
    throw new LumitagError(
      'FOLDER_MISSING',
      `The library in ${directory} is not there. Plug its drive in, or choose another one: lumitag library use <folder>.`,
    )
  return directory
}

/** Opens the engine on a library; jobs wait until they are started. */
export function openEngine(options: GlobalOptions, output: Output, isApp = false): Promise<Engine> {
  const program = programFolder()
  return createEngine({
    dataDir: libraryOf(options),
    modelsDir: join(program, 'models'),
    resourcesDir: join(program, 'resources'),
    runJobs: isApp,
    watch: isApp,
    log: (message, details) => {
      if (options.verbose)
        output.note(`${message} ${typeof details === 'string' ? details : JSON.stringify(details)}`)
    },
  })
}

/** Runs a command on an open library, and closes it however the command ends; Ctrl+C closes it in good order too. */
export async function withEngine(
  options: GlobalOptions,
  output: Output,
  work: (engine: Engine) => Promise<number | void>,
): Promise<number> {
  const engine = await openEngine(options, output)
  let interrupted = false
  const interrupt = (): void => {
    if (interrupted) process.exit(130)
    interrupted = true
    output.note('Stopping. What is done is kept; run the same command again to go on.')
    void engine.close().then(() => process.exit(130))
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  try {
    return (await work(engine)) ?? 0
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
    if (!interrupted) await engine.close()
  }
}
