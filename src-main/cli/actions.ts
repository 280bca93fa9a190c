import type { Command } from 'commander'
import type { Engine } from '../engine/engine.ts'
import { exitCodes } from './exitCodes.ts'
import { createOutput, type Output } from './output.ts'
import { withEngine, type GlobalOptions } from './session.ts'

export type Actions = ReturnType<typeof createActions>

/** How commands run: with an output, and most of them on an open library. Their answer is the exit code. */
export function createActions(cli: Command) {
  function withOutput<A extends unknown[]>(
    work: (options: GlobalOptions, output: Output, ...values: A) => Promise<number | void>,
  ) {
    return async (...values: unknown[]): Promise<void> => {
      const options = cli.opts<GlobalOptions>()
      process.exitCode =
        (await work(options, createOutput(options.json ?? false), ...(values as A))) ?? exitCodes.done
    }
  }

  /** A command's action on an open library. */
  function onLibrary<A extends unknown[]>(
    work: (engine: Engine, output: Output, ...values: A) => Promise<number | void>,
  ) {
    return withOutput<A>((options, output, ...values) =>
      withEngine(options, output, (engine) => work(engine, output, ...values)),
    )
  }

  return { withOutput, onLibrary }
}
